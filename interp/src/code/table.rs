//! The one table of operations. Each row is: what it does, its name, the roles of its operands `a`, `b`, `c` and of the
//! word behind it, and the executor's arm. From it come the opcodes, the verifier's rules, the disassembler's text and
//! the loop of the executor.
//!
//! An arm sees the registers through `fp`, the instruction as `i`, the next one as `pc`; `attempt!` throws what failed.
//! What an arm needs more than a line for is a function of the machine (`run/`).

/// Hands the table to a macro, along with the names that the arms use.
macro_rules! operations {
    ($consumer:ident, $m:ident, $fp:ident, $pc:ident, $i:ident, $attempt:ident) => {
        $consumer! { [$m, $fp, $pc, $i, $attempt]
            // ---- registers -------------------------------------------------------------------------------------
            /// `a = b`, as it stands.
            Move [OutLikeB, InSet, Unused, Unused] => { set($fp, $i.a, get($fp, $i.b)) }
            /// `a = b`, counted.
            Copy [OutLikeB, InCounted, Unused, Unused] => { let word = get($fp, $i.b); $m.heap.retain(word); set($fp, $i.a, word) }
            /// The register's value dies; `a = b` takes over the count.
            Replace [InOutCounted, InCounted, Unused, Unused] => {
                let former = get($fp, $i.a); set($fp, $i.a, get($fp, $i.b)); $m.heap.release(former)
            }
            /// Counts once more.
            Retain [InCounted, Unused, Unused, Unused] => { $m.heap.retain(get($fp, $i.a)) }
            /// Counts once less.
            Release [InCounted, Unused, Unused, Unused] => { $m.heap.release(get($fp, $i.a)) }
            /// An Int.
            LoadInt [Out(Int), Immediate32, Continued, Unused] => { set($fp, $i.a, Word::int($i.wide() as i32)) }
            /// A Float of the constant table.
            LoadFloat [Out(Float), Wide(Float), Continued, Unused] => { set($fp, $i.a, $m.float($i.wide())) }
            /// A Bool.
            LoadBool [Out(Bool), Immediate, Unused, Unused] => { set($fp, $i.a, Word::bool($i.b != 0)) }
            /// Null.
            LoadNull [OutNull, Unused, Unused, Unused] => { set($fp, $i.a, Word::NULL) }
            /// A string, type or constant of an enum that lives as long as the program; counted.
            LoadShared [Out(Ref), Wide(Shared), Continued, Unused] => {
                let word = $m.shared($i.wide()); $m.heap.retain(word); set($fp, $i.a, word)
            }
            /// As `LoadShared`, for a register that does not own it: nothing is counted.
            BorrowShared [Out(Ref), Wide(Shared), Continued, Unused] => { set($fp, $i.a, $m.shared($i.wide())) }

            // ---- Int -------------------------------------------------------------------------------------------
            /// `b + c`
            AddInt [Out(Int), In(Int), In(Int), Unused] => { set_int($fp, $i.a, int($fp, $i.b).wrapping_add(int($fp, $i.c))) }
            /// `b + immediate`
            AddIntConstant [Out(Int), In(Int), Immediate, Unused] => { set_int($fp, $i.a, int($fp, $i.b).wrapping_add($i.c as i16 as i32)) }
            /// `b - c`
            SubtractInt [Out(Int), In(Int), In(Int), Unused] => { set_int($fp, $i.a, int($fp, $i.b).wrapping_sub(int($fp, $i.c))) }
            /// `b * c`
            MultiplyInt [Out(Int), In(Int), In(Int), Unused] => { set_int($fp, $i.a, int($fp, $i.b).wrapping_mul(int($fp, $i.c))) }
            /// `b % c`, 0 by 0
            ModuloInt [Out(Int), In(Int), In(Int), Unused] => { set_int($fp, $i.a, hx2rs_prelude::rem(int($fp, $i.b), int($fp, $i.c))) }
            /// `b & c`
            AndInt [Out(Int), In(Int), In(Int), Unused] => { set_int($fp, $i.a, int($fp, $i.b) & int($fp, $i.c)) }
            /// `b | c`
            OrInt [Out(Int), In(Int), In(Int), Unused] => { set_int($fp, $i.a, int($fp, $i.b) | int($fp, $i.c)) }
            /// `b ^ c`
            XorInt [Out(Int), In(Int), In(Int), Unused] => { set_int($fp, $i.a, int($fp, $i.b) ^ int($fp, $i.c)) }
            /// `b << c`
            ShiftLeft [Out(Int), In(Int), In(Int), Unused] => { set_int($fp, $i.a, int($fp, $i.b).wrapping_shl(int($fp, $i.c) as u32)) }
            /// `b >> c`
            ShiftRight [Out(Int), In(Int), In(Int), Unused] => { set_int($fp, $i.a, int($fp, $i.b).wrapping_shr(int($fp, $i.c) as u32)) }
            /// `b >>> c`
            ShiftRightUnsigned [Out(Int), In(Int), In(Int), Unused] => {
                set_int($fp, $i.a, (int($fp, $i.b) as u32).wrapping_shr(int($fp, $i.c) as u32) as i32)
            }
            /// `-b`
            NegateInt [Out(Int), In(Int), Unused, Unused] => { set_int($fp, $i.a, int($fp, $i.b).wrapping_neg()) }
            /// `~b`
            NotInt [Out(Int), In(Int), Unused, Unused] => { set_int($fp, $i.a, !int($fp, $i.b)) }

            // ---- Float -----------------------------------------------------------------------------------------
            /// `b + c`
            AddFloat [Out(Float), In(Float), In(Float), Unused] => { set_float($fp, $i.a, float($fp, $i.b) + float($fp, $i.c)) }
            /// `b - c`
            SubtractFloat [Out(Float), In(Float), In(Float), Unused] => { set_float($fp, $i.a, float($fp, $i.b) - float($fp, $i.c)) }
            /// `b * c`
            MultiplyFloat [Out(Float), In(Float), In(Float), Unused] => { set_float($fp, $i.a, float($fp, $i.b) * float($fp, $i.c)) }
            /// `b / c`
            DivideFloat [Out(Float), In(Float), In(Float), Unused] => { set_float($fp, $i.a, float($fp, $i.b) / float($fp, $i.c)) }
            /// `b % c`
            ModuloFloat [Out(Float), In(Float), In(Float), Unused] => { set_float($fp, $i.a, float($fp, $i.b) % float($fp, $i.c)) }
            /// `b + constant`
            AddFloatConstant [Out(Float), In(Float), ShortFloat, Unused] => { set_float($fp, $i.a, float($fp, $i.b) + $m.float($i.c.into()).as_float()) }
            /// `b * constant`
            MultiplyFloatConstant [Out(Float), In(Float), ShortFloat, Unused] => { set_float($fp, $i.a, float($fp, $i.b) * $m.float($i.c.into()).as_float()) }
            /// `b / constant`
            DivideFloatConstant [Out(Float), In(Float), ShortFloat, Unused] => { set_float($fp, $i.a, float($fp, $i.b) / $m.float($i.c.into()).as_float()) }
            /// `-b`
            NegateFloat [Out(Float), In(Float), Unused, Unused] => { set_float($fp, $i.a, -float($fp, $i.b)) }
            /// Int to Float.
            IntToFloat [Out(Float), In(Int), Unused, Unused] => { set_float($fp, $i.a, f64::from(int($fp, $i.b))) }

            // ---- comparisons -----------------------------------------------------------------------------------
            /// `!b`
            NotBool [Out(Bool), In(Bool), Unused, Unused] => { set_bool($fp, $i.a, !bool($fp, $i.b)) }
            /// `b == c`
            EqualInt [Out(Bool), In(Int), In(Int), Unused] => { set_bool($fp, $i.a, int($fp, $i.b) == int($fp, $i.c)) }
            /// `b < c`
            LessInt [Out(Bool), In(Int), In(Int), Unused] => { set_bool($fp, $i.a, int($fp, $i.b) < int($fp, $i.c)) }
            /// `b <= c`
            LessOrEqualInt [Out(Bool), In(Int), In(Int), Unused] => { set_bool($fp, $i.a, int($fp, $i.b) <= int($fp, $i.c)) }
            /// `b == c`
            EqualFloat [Out(Bool), In(Float), In(Float), Unused] => { set_bool($fp, $i.a, float($fp, $i.b) == float($fp, $i.c)) }
            /// `b < c`
            LessFloat [Out(Bool), In(Float), In(Float), Unused] => { set_bool($fp, $i.a, float($fp, $i.b) < float($fp, $i.c)) }
            /// `b <= c`
            LessOrEqualFloat [Out(Bool), In(Float), In(Float), Unused] => { set_bool($fp, $i.a, float($fp, $i.b) <= float($fp, $i.c)) }
            /// `b == c`
            EqualBool [Out(Bool), In(Bool), In(Bool), Unused] => { set_bool($fp, $i.a, get($fp, $i.b) == get($fp, $i.c)) }
            /// The same object.
            EqualRef [Out(Bool), In(Ref), In(Ref), Unused] => { set_bool($fp, $i.a, get($fp, $i.b) == get($fp, $i.c)) }
            /// The same text, or both null.
            EqualText [Out(Bool), In(Ref), In(Ref), Unused] => { set_bool($fp, $i.a, $m.heap.same_text(get($fp, $i.b), get($fp, $i.c))) }
            /// As `==` of Dynamic.
            EqualAny [Out(Bool), In(Any), In(Any), Unused] => { let same = $m.equal(get($fp, $i.b), get($fp, $i.c)); set_bool($fp, $i.a, same) }
            /// `b + c` of Dynamic.
            AddAny [Out(Any), In(Any), In(Any), Unused] => {
                let sum = $attempt!($m.operate(Operator::Add, get($fp, $i.b), get($fp, $i.c), $fp)); set($fp, $i.a, sum)
            }
            /// `b - c` of Dynamic.
            SubtractAny [Out(Any), In(Any), In(Any), Unused] => {
                let difference = $attempt!($m.operate(Operator::Subtract, get($fp, $i.b), get($fp, $i.c), $fp)); set($fp, $i.a, difference)
            }
            /// `b * c` of Dynamic.
            MultiplyAny [Out(Any), In(Any), In(Any), Unused] => {
                let product = $attempt!($m.operate(Operator::Multiply, get($fp, $i.b), get($fp, $i.c), $fp)); set($fp, $i.a, product)
            }
            /// `b / c` of Dynamic.
            DivideAny [Out(Any), In(Any), In(Any), Unused] => {
                let quotient = $attempt!($m.operate(Operator::Divide, get($fp, $i.b), get($fp, $i.c), $fp)); set($fp, $i.a, quotient)
            }
            /// `b % c` of Dynamic.
            ModuloAny [Out(Any), In(Any), In(Any), Unused] => {
                let rest = $attempt!($m.operate(Operator::Modulo, get($fp, $i.b), get($fp, $i.c), $fp)); set($fp, $i.a, rest)
            }
            /// `b < c` of Dynamic.
            LessAny [Out(Bool), In(Any), In(Any), Unused] => {
                let order = $m.any_order(get($fp, $i.b), get($fp, $i.c)); set_bool($fp, $i.a, order.is_some_and(Ordering::is_lt))
            }
            /// `b <= c` of Dynamic.
            LessOrEqualAny [Out(Bool), In(Any), In(Any), Unused] => {
                let order = $m.any_order(get($fp, $i.b), get($fp, $i.c)); set_bool($fp, $i.a, order.is_some_and(Ordering::is_le))
            }
            /// Whether it is null.
            IsNull [Out(Bool), In(Any), Unused, Unused] => { set_bool($fp, $i.a, get($fp, $i.b).is_null()) }
            /// Negative, 0 or positive, by code points.
            CompareText [Out(Int), In(Ref), In(Ref), Unused] => {
                let order = $attempt!($m.compare_texts(get($fp, $i.b), get($fp, $i.c))); set_int($fp, $i.a, order)
            }

            // ---- jumps -----------------------------------------------------------------------------------------
            /// Always.
            Jump [Unused, Jump32, Continued, Unused] => { jump(&mut $pc, $i.wide()) }
            /// If `a`.
            JumpIf [In(Bool), Jump32, Continued, Unused] => { if bool($fp, $i.a) { jump(&mut $pc, $i.wide()) } }
            /// If not `a`.
            JumpIfNot [In(Bool), Jump32, Continued, Unused] => { if !bool($fp, $i.a) { jump(&mut $pc, $i.wide()) } }
            /// If `a` is null.
            JumpIfNull [In(Any), Jump32, Continued, Unused] => { if get($fp, $i.a).is_null() { jump(&mut $pc, $i.wide()) } }
            /// If `a` is not null.
            JumpIfNotNull [In(Any), Jump32, Continued, Unused] => { if !get($fp, $i.a).is_null() { jump(&mut $pc, $i.wide()) } }
            /// If `a == b`.
            JumpEqualInt [In(Int), In(Int), Unused, JumpBehind] => { branch(&mut $pc, int($fp, $i.a) == int($fp, $i.b)) }
            /// If `a != b`.
            JumpNotEqualInt [In(Int), In(Int), Unused, JumpBehind] => { branch(&mut $pc, int($fp, $i.a) != int($fp, $i.b)) }
            /// If `a < b`.
            JumpLessInt [In(Int), In(Int), Unused, JumpBehind] => { branch(&mut $pc, int($fp, $i.a) < int($fp, $i.b)) }
            /// If `a <= b`.
            JumpLessOrEqualInt [In(Int), In(Int), Unused, JumpBehind] => { branch(&mut $pc, int($fp, $i.a) <= int($fp, $i.b)) }
            /// If `a == immediate`.
            JumpEqualIntConstant [In(Int), Immediate, Unused, JumpBehind] => { branch(&mut $pc, int($fp, $i.a) == $i.b as i16 as i32) }
            /// If `a != immediate`.
            JumpNotEqualIntConstant [In(Int), Immediate, Unused, JumpBehind] => { branch(&mut $pc, int($fp, $i.a) != $i.b as i16 as i32) }
            /// If `a < immediate`.
            JumpLessIntConstant [In(Int), Immediate, Unused, JumpBehind] => { branch(&mut $pc, int($fp, $i.a) < $i.b as i16 as i32) }
            /// If `a <= immediate`.
            JumpLessOrEqualIntConstant [In(Int), Immediate, Unused, JumpBehind] => { branch(&mut $pc, int($fp, $i.a) <= $i.b as i16 as i32) }
            /// If `a > immediate`.
            JumpGreaterIntConstant [In(Int), Immediate, Unused, JumpBehind] => { branch(&mut $pc, int($fp, $i.a) > $i.b as i16 as i32) }
            /// If `a >= immediate`.
            JumpGreaterOrEqualIntConstant [In(Int), Immediate, Unused, JumpBehind] => { branch(&mut $pc, int($fp, $i.a) >= $i.b as i16 as i32) }
            /// `a += 1`, and a jump if that is less than `b`.
            NextBelow [In(Int), In(Int), Unused, JumpBehind] => {
                let next = int($fp, $i.a).wrapping_add(1); set_int($fp, $i.a, next); branch(&mut $pc, next < int($fp, $i.b))
            }
            /// `a += 1`, and a jump if that is less than `b.length`.
            NextBelowLength [In(Int), In(Ref), Unused, JumpBehind] => {
                let next = int($fp, $i.a).wrapping_add(1); set_int($fp, $i.a, next);
                let length = $attempt!($m.array_length(get($fp, $i.b))); branch(&mut $pc, next < length)
            }
            /// If `a == b`.
            JumpEqualFloat [In(Float), In(Float), Unused, JumpBehind] => { branch(&mut $pc, float($fp, $i.a) == float($fp, $i.b)) }
            /// If not `a == b`.
            JumpNotEqualFloat [In(Float), In(Float), Unused, JumpBehind] => { branch(&mut $pc, float($fp, $i.a) != float($fp, $i.b)) }
            /// If `a < b`.
            JumpLessFloat [In(Float), In(Float), Unused, JumpBehind] => { branch(&mut $pc, float($fp, $i.a) < float($fp, $i.b)) }
            /// If not `a < b`.
            JumpNotLessFloat [In(Float), In(Float), Unused, JumpBehind] => { branch(&mut $pc, !below(float($fp, $i.a), float($fp, $i.b))) }
            /// If `a <= b`.
            JumpLessOrEqualFloat [In(Float), In(Float), Unused, JumpBehind] => { branch(&mut $pc, float($fp, $i.a) <= float($fp, $i.b)) }
            /// If not `a <= b`.
            JumpNotLessOrEqualFloat [In(Float), In(Float), Unused, JumpBehind] => { branch(&mut $pc, !at_most(float($fp, $i.a), float($fp, $i.b))) }
            /// If `a < constant`.
            JumpLessFloatConstant [In(Float), ShortFloat, Unused, JumpBehind] => { branch(&mut $pc, float($fp, $i.a) < $m.float($i.b.into()).as_float()) }
            /// If not `a < constant`.
            JumpNotLessFloatConstant [In(Float), ShortFloat, Unused, JumpBehind] => { branch(&mut $pc, !below(float($fp, $i.a), $m.float($i.b.into()).as_float())) }
            /// If `a > constant`.
            JumpGreaterFloatConstant [In(Float), ShortFloat, Unused, JumpBehind] => { branch(&mut $pc, float($fp, $i.a) > $m.float($i.b.into()).as_float()) }
            /// If not `a > constant`.
            JumpNotGreaterFloatConstant [In(Float), ShortFloat, Unused, JumpBehind] => { branch(&mut $pc, !below($m.float($i.b.into()).as_float(), float($fp, $i.a))) }
            /// If both are the same object.
            JumpEqualRef [In(Ref), In(Ref), Unused, JumpBehind] => { branch(&mut $pc, get($fp, $i.a) == get($fp, $i.b)) }
            /// If they are not the same object.
            JumpNotEqualRef [In(Ref), In(Ref), Unused, JumpBehind] => { branch(&mut $pc, get($fp, $i.a) != get($fp, $i.b)) }

            // ---- any -------------------------------------------------------------------------------------------
            /// Int to `any`.
            IntToAny [Out(Any), In(Int), Unused, Unused] => { set($fp, $i.a, Word::any_int(int($fp, $i.b))) }
            /// Float to `any`.
            FloatToAny [Out(Any), In(Float), Unused, Unused] => { set($fp, $i.a, Word::any_float(float($fp, $i.b))) }
            /// Bool to `any`.
            BoolToAny [Out(Any), In(Bool), Unused, Unused] => { set($fp, $i.a, Word::any_bool(bool($fp, $i.b))) }
            /// `any` to Int; null gives 0.
            AnyToInt [Out(Int), In(Any), Unused, Unused] => { let word = $attempt!($m.any_to(get($fp, $i.b), Kind::Int)); set($fp, $i.a, word) }
            /// `any` to Float; null gives 0.
            AnyToFloat [Out(Float), In(Any), Unused, Unused] => { let word = $attempt!($m.any_to(get($fp, $i.b), Kind::Float)); set($fp, $i.a, word) }
            /// `any` to Bool; null gives false.
            AnyToBool [Out(Bool), In(Any), Unused, Unused] => { let word = $attempt!($m.any_to(get($fp, $i.b), Kind::Bool)); set($fp, $i.a, word) }
            /// `any` to a reference of a type; null passes, anything else is a failed cast. The count goes over.
            AnyToRef [Out(Ref), In(Any), Unused, Table(Type)] => {
                let word = get($fp, $i.b);
                $attempt!($m.check(word, extra($pc)));
                $pc = $pc.add(1);
                set($fp, $i.a, word)
            }
            /// As the cast to a type whose values are `any`: null passes.
            CheckAny [In(Any), Unused, Unused, Table(Type)] => { $attempt!($m.check(get($fp, $i.a), extra($pc))); $pc = $pc.add(1) }
            /// `Null<Int>` to `Null<Float>`.
            AnyIntToFloat [Out(Any), In(Any), Unused, Unused] => { set($fp, $i.a, any_int_to_float(get($fp, $i.b))) }
            /// A Float that becomes a `Null<Int>`: without its fraction.
            AnyFloatToInt [Out(Any), In(Any), Unused, Unused] => { set($fp, $i.a, any_float_to_int(get($fp, $i.b))) }
            /// Whether `b` is of a type; null is of none.
            TypeTest [Out(Bool), In(Any), Unused, Table(Type)] => {
                let is = $m.is_of(get($fp, $i.b), extra($pc)); $pc = $pc.add(1); set_bool($fp, $i.a, is)
            }

            // ---- records ---------------------------------------------------------------------------------------
            /// A new record of a layout, its slots zero.
            NewRecord [Out(Ref), Wide(Layout), Continued, Unused] => { let word = $attempt!($m.new_record($i.wide())); set($fp, $i.a, word) }
            /// A slot that is an Int.
            FieldInt [Out(Int), In(Ref), Slot, Unused] => { let record = get($fp, $i.b); if record.is_null() { $attempt!($m.null_field($pc)) } set($fp, $i.a, slot_of(record, $i.c as usize)) }
            /// A slot that is a Float.
            FieldFloat [Out(Float), In(Ref), Slot, Unused] => { let record = get($fp, $i.b); if record.is_null() { $attempt!($m.null_field($pc)) } set($fp, $i.a, slot_of(record, $i.c as usize)) }
            /// A slot that is a Bool.
            FieldBool [Out(Bool), In(Ref), Slot, Unused] => { let record = get($fp, $i.b); if record.is_null() { $attempt!($m.null_field($pc)) } set($fp, $i.a, slot_of(record, $i.c as usize)) }
            /// A slot that is a reference; counted.
            FieldRef [Out(Ref), In(Ref), Slot, Unused] => {
                let record = get($fp, $i.b); if record.is_null() { $attempt!($m.null_field($pc)) }
                let word = slot_of(record, $i.c as usize); $m.heap.retain(word); set($fp, $i.a, word)
            }
            /// A slot that is `any`; counted.
            FieldAny [Out(Any), In(Ref), Slot, Unused] => {
                let record = get($fp, $i.b); if record.is_null() { $attempt!($m.null_field($pc)) }
                let word = slot_of(record, $i.c as usize); $m.heap.retain(word); set($fp, $i.a, word)
            }
            /// A slot that is a reference, for the next instructions only; not counted.
            BorrowRef [Out(Ref), In(Ref), Slot, Unused] => { let record = get($fp, $i.b); if record.is_null() { $attempt!($m.null_field($pc)) } set($fp, $i.a, slot_of(record, $i.c as usize)) }
            /// A slot that is `any`, for the next instructions only; not counted.
            BorrowAny [Out(Any), In(Ref), Slot, Unused] => { let record = get($fp, $i.b); if record.is_null() { $attempt!($m.null_field($pc)) } set($fp, $i.a, slot_of(record, $i.c as usize)) }
            /// Writes a slot that is not counted: record, slot, value.
            StoreRaw [In(Ref), Slot, InRaw, Unused] => { let record = get($fp, $i.a); if record.is_null() { $attempt!($m.null_field($pc)) } put_slot(record, $i.b as usize, get($fp, $i.c)) }
            /// Writes a counted slot; the register keeps its count.
            StoreCopy [In(Ref), Slot, InCounted, Unused] => {
                let record = get($fp, $i.a); if record.is_null() { $attempt!($m.null_field($pc)) }
                let word = get($fp, $i.c); $m.heap.retain(word);
                let former = slot_of(record, $i.b as usize); put_slot(record, $i.b as usize, word); $m.heap.release(former)
            }
            /// Writes a counted slot; the register's count goes over.
            StoreMove [In(Ref), Slot, InCounted, Unused] => {
                let record = get($fp, $i.a); if record.is_null() { $attempt!($m.null_field($pc)) }
                let former = slot_of(record, $i.b as usize); put_slot(record, $i.b as usize, get($fp, $i.c)); $m.heap.release(former)
            }
            /// `record.slot += immediate` for an Int.
            AddToField [In(Ref), Slot, Immediate, Unused] => {
                let record = get($fp, $i.a); if record.is_null() { $attempt!($m.null_field($pc)) }
                let value = slot_of(record, $i.b as usize).as_int().wrapping_add($i.c as i16 as i32);
                put_slot(record, $i.b as usize, Word::int(value))
            }
            /// Which constructor an enum value has; -1 for null.
            EnumIndex [Out(Int), In(Ref), Unused, Unused] => { let index = $m.enum_index(get($fp, $i.b)); set_int($fp, $i.a, index) }
            /// A field by name: of a structure, or an object seen as one; counted.
            NamedGet [Out(Any), In(Any), Unused, Table(Name)] => {
                let word = $attempt!($m.named_get(get($fp, $i.b), extra($pc), $fp)); $pc = $pc.add(1); set($fp, $i.a, word)
            }
            /// Writes a field by name; the register keeps its count.
            NamedSet [In(Any), In(Any), Unused, Table(Name)] => { $attempt!($m.named_set(get($fp, $i.a), extra($pc), get($fp, $i.b), $fp)); $pc = $pc.add(1) }
            /// Throws a null access if `a` is null.
            NullCheck [In(Any), Unused, Unused, Unused] => { if get($fp, $i.a).is_null() { $attempt!($m.null_field($pc)) } }

            // ---- statics ---------------------------------------------------------------------------------------
            /// A static that is an Int.
            StaticInt [Out(Int), Wide(Static), Continued, Unused] => { set($fp, $i.a, $m.static_word($i.wide())) }
            /// A static that is a Float.
            StaticFloat [Out(Float), Wide(Static), Continued, Unused] => { set($fp, $i.a, $m.static_word($i.wide())) }
            /// A static that is a Bool.
            StaticBool [Out(Bool), Wide(Static), Continued, Unused] => { set($fp, $i.a, $m.static_word($i.wide())) }
            /// A static that is a reference; counted.
            StaticRef [Out(Ref), Wide(Static), Continued, Unused] => { let word = $m.static_word($i.wide()); $m.heap.retain(word); set($fp, $i.a, word) }
            /// A static that is `any`; counted.
            StaticAny [Out(Any), Wide(Static), Continued, Unused] => { let word = $m.static_word($i.wide()); $m.heap.retain(word); set($fp, $i.a, word) }
            /// Writes a static that is not counted.
            SetStaticRaw [InRaw, Wide(Static), Continued, Unused] => { $m.set_static($i.wide(), get($fp, $i.a)) }
            /// Writes a counted static; the register's count goes over.
            SetStaticMove [InCounted, Wide(Static), Continued, Unused] => { let former = $m.static_word($i.wide()); $m.set_static($i.wide(), get($fp, $i.a)); $m.heap.release(former) }

            // ---- arrays ----------------------------------------------------------------------------------------
            /// A new array: element kind, capacity.
            NewArray [Out(Ref), Immediate, Immediate, Unused] => { let word = $attempt!($m.new_array($i.b, $i.c)); set($fp, $i.a, word) }
            /// `b.length`
            ArrayLength [Out(Int), In(Ref), Unused, Unused] => { let length = $attempt!($m.array_length(get($fp, $i.b))); set_int($fp, $i.a, length) }
            /// `b[c]`
            ElementInt [Out(Int), In(Ref), In(Int), Unused] => { let word = $attempt!($m.element_int(get($fp, $i.b), int($fp, $i.c))); set($fp, $i.a, word) }
            /// `b[c]`
            ElementFloat [Out(Float), In(Ref), In(Int), Unused] => { let word = $attempt!($m.element_float(get($fp, $i.b), int($fp, $i.c))); set($fp, $i.a, word) }
            /// `b[c]`
            ElementBool [Out(Bool), In(Ref), In(Int), Unused] => { let word = $attempt!($m.element_bool(get($fp, $i.b), int($fp, $i.c))); set($fp, $i.a, word) }
            /// `b[c]`, counted.
            ElementRef [Out(Ref), In(Ref), In(Int), Unused] => { let word = $attempt!($m.element_ref(get($fp, $i.b), int($fp, $i.c))); $m.heap.retain(word); set($fp, $i.a, word) }
            /// `b[c]`, counted.
            ElementAny [Out(Any), In(Ref), In(Int), Unused] => { let word = $attempt!($m.element_any(get($fp, $i.b), int($fp, $i.c))); $m.heap.retain(word); set($fp, $i.a, word) }
            /// `b[c]` for the next instructions only; not counted.
            BorrowElement [Out(Ref), In(Ref), In(Int), Unused] => { let word = $attempt!($m.element_ref(get($fp, $i.b), int($fp, $i.c))); set($fp, $i.a, word) }
            /// `a[b] = c`
            SetElementInt [In(Ref), In(Int), In(Int), Unused] => { $attempt!($m.set_element_int(get($fp, $i.a), int($fp, $i.b), int($fp, $i.c))) }
            /// `a[b] = c`
            SetElementFloat [In(Ref), In(Int), In(Float), Unused] => { $attempt!($m.set_element_float(get($fp, $i.a), int($fp, $i.b), float($fp, $i.c))) }
            /// `a[b] = c`
            SetElementBool [In(Ref), In(Int), In(Bool), Unused] => { $attempt!($m.set_element_bool(get($fp, $i.a), int($fp, $i.b), bool($fp, $i.c))) }
            /// `a[b] = c`; the register's count goes over.
            SetElementMove [In(Ref), In(Int), In(Any), Unused] => { $attempt!($m.set_element_counted(get($fp, $i.a), int($fp, $i.b), get($fp, $i.c))) }
            /// Adds at the end.
            PushInt [In(Ref), In(Int), Unused, Unused] => { $attempt!($m.push_int(get($fp, $i.a), int($fp, $i.b))) }
            /// Adds at the end.
            PushFloat [In(Ref), In(Float), Unused, Unused] => { $attempt!($m.push_float(get($fp, $i.a), float($fp, $i.b))) }
            /// Adds at the end.
            PushBool [In(Ref), In(Bool), Unused, Unused] => { $attempt!($m.push(get($fp, $i.a), Word::any_bool(bool($fp, $i.b)))) }
            /// Adds at the end; the register keeps its count.
            PushCopy [In(Ref), In(Any), Unused, Unused] => { let word = get($fp, $i.b); $attempt!($m.push(get($fp, $i.a), word)); $m.heap.retain(word) }
            /// Adds at the end; the register's count goes over.
            PushMove [In(Ref), In(Any), Unused, Unused] => { $attempt!($m.push(get($fp, $i.a), get($fp, $i.b))) }

            // ---- maps ------------------------------------------------------------------------------------------
            /// A new map: what its keys are.
            NewMap [Out(Ref), Immediate, Unused, Unused] => { let word = $attempt!($m.new_map_of(u32::from($i.b))); set($fp, $i.a, word) }
            /// `a[b] = c`
            MapSet [In(Ref), In(Any), In(Any), Unused] => { $attempt!($m.map_set(get($fp, $i.a), get($fp, $i.b), get($fp, $i.c))) }
            /// `b[c]`, counted; null if there is no entry.
            MapGet [Out(Any), In(Ref), In(Any), Unused] => { let word = $attempt!($m.map_get(get($fp, $i.b), get($fp, $i.c))); set($fp, $i.a, word) }
            /// Whether there is an entry.
            MapExists [Out(Bool), In(Ref), In(Any), Unused] => { let found = $attempt!($m.map_exists(get($fp, $i.b), get($fp, $i.c))); set_bool($fp, $i.a, found) }
            /// The keys of this moment, as an array.
            MapKeys [Out(Ref), In(Ref), Unused, Unused] => { let word = $attempt!($m.map_keys(get($fp, $i.b))); set($fp, $i.a, word) }

            // ---- text ------------------------------------------------------------------------------------------
            /// `Std.string` of the register behind `a`; calls `toString` of an object as a call does.
            ToText [OutCall(Ref), CallText, Unused, Unused] => { ($pc, $fp) = $attempt!($m.make_text($i.a, $pc, $fp)) }
            /// The texts of `c` registers from `b` on, joined.
            Concat [Out(Ref), FirstAny, Count, Unused] => { let word = $attempt!($m.concat($fp, $i.b, $i.c)); set($fp, $i.a, word) }
            /// Appends the text of `b` to the string in `a`.
            Append [InOutCounted, In(Any), Unused, Unused] => { let word = $attempt!($m.append(get($fp, $i.a), get($fp, $i.b), $fp)); set($fp, $i.a, word) }
            /// Appends the text behind `c` to the string in a slot; `c` holds what the slot had before the text was made.
            AppendField [In(Ref), Slot, InOutCountedC, Unused] => { $attempt!($m.append_field($i, $pc, $fp)) }
            /// Prints position and the texts of `b` registers from `a` on.
            Trace [FirstAny, Count, Unused, Unused] => { $attempt!($m.trace($fp, $i.a, $i.b, $pc)) }

            // ---- calls -----------------------------------------------------------------------------------------
            /// A function. The result comes into `a`, the arguments are behind it.
            Call [OutCall(Any), Wide(Function), Continued, Unused] => { ($pc, $fp) = $attempt!($m.enter($i.wide(), $i.a, $pc, $fp)) }
            /// A function that takes over the counts of the parameters that it owns.
            CallOwning [OutCall(Any), Wide(Function), Continued, Unused] => { ($pc, $fp) = $attempt!($m.enter_owning($i.wide(), $i.a, $pc, $fp)) }
            /// A method by its place in the table of the receiver's class; `c` is its signature.
            CallVirtual [OutCall(Any), VirtualSlot, Signature, Unused] => {
                let function = $attempt!($m.virtual_function(get($fp, $i.a + 1), $i.b, $pc)); ($pc, $fp) = $attempt!($m.enter(function, $i.a, $pc, $fp))
            }
            /// A method of an interface by selector; `c` is its signature.
            CallInterface [OutCall(Any), Unused, Signature, Table(Selector)] => {
                let function = $attempt!($m.interface_function(get($fp, $i.a + 1), extra($pc), $pc));
                ($pc, $fp) = $attempt!($m.enter(function, $i.a, $pc.add(1), $fp))
            }
            /// A function value, behind `a`, with `b` arguments; `c` is the function type of this place.
            CallValue [OutCall(Any), Count, FunctionType, Unused] => { ($pc, $fp) = $attempt!($m.call_value($i, $pc, $fp)) }
            /// A function of the prelude.
            CallLeaf [OutCall(Any), Wide(Leaf), Continued, Unused] => { let word = $attempt!($m.call_leaf($i.wide(), $i.a, $fp)); set($fp, $i.a, word) }
            /// A native that the interpreter carries out itself.
            CallIntrinsic [OutCall(Any), Wide(Intrinsic), Continued, Unused] => { let word = $attempt!($m.call_intrinsic($i.wide(), $i.a, $fp)); set($fp, $i.a, word) }
            /// Gives `a` to the caller, and its count.
            Return [InResult, Unused, Unused, Unused] => {
                let word = get($fp, $i.a);
                match $m.leave(word, $fp) {
                    Ok(place) => ($pc, $fp) = place,
                    Err((fault, place)) => { ($pc, $fp) = place; $attempt!(Err::<(), Fault>(fault)) }
                }
            }
            /// Gives nothing.
            ReturnNothing [Unused, Unused, Unused, Unused] => {
                match $m.leave(Word::NULL, $fp) {
                    Ok(place) => ($pc, $fp) = place,
                    Err((fault, place)) => { ($pc, $fp) = place; $attempt!(Err::<(), Fault>(fault)) }
                }
            }
            /// Ends the executor: what the outermost frame returns to.
            Leave [Unused, Unused, Unused, Unused] => { return Ok(()) }

            // ---- exceptions ------------------------------------------------------------------------------------
            /// Throws `a`; the register keeps its count.
            Throw [In(Any), Unused, Unused, Unused] => { let word = get($fp, $i.a); $m.heap.retain(word); $attempt!($m.raise(word)) }
            /// Throws on what was caught, with the stack it had.
            Rethrow [In(Any), Unused, Unused, Unused] => { let word = get($fp, $i.a); $m.heap.retain(word); $attempt!($m.raise_again(word)) }
            /// What was thrown: the value in a `haxe.ValueException`, else the object itself; counted.
            Unwrap [Out(Any), In(Any), Unused, Unused] => { let word = $m.unwrapped(get($fp, $i.b)); $m.heap.retain(word); set($fp, $i.a, word) }
            /// No case of a switch that has one for all values matched: null, or with `a` a value that an enum abstract does not
            /// name.
            Unmatched [Immediate, Unused, Unused, Unused] => {
                let text = if $i.a == 0 { "Null access: no case of a switch takes null" } else { "no case of a switch takes the value" };
                $attempt!(Err::<(), Fault>(Fault::text(text)))
            }
            /// The next instruction may make objects: a heap that is watched remembers where. Nobody else has this operation.
            Site [Unused, Unused, Unused, Unused] => { $m.note_site($pc) }
            /// Another thread may look at the program here, or end it. Only code that somebody may ask has this operation.
            SafePoint [Unused, Unused, Unused, Unused] => { if $m.is_asked() { $attempt!($m.at_safe_point($pc)) } }
            /// The second word of an instruction.
            Extra [Unused, Unused, Unused, Unused] => { $attempt!(Err::<(), Fault>(Fault::text("internal: stray operand word"))) }
        }
    };
}
pub(crate) use operations;
