//! The natives that the interpreter carries out itself: primitives of containers, and what needs the running program.

use super::machine::{Machine, heap_full};
use crate::fault::Fault;
use crate::natives_generated::Intrinsic;
use hx2rs_heap::array::LONGEST;
use hx2rs_heap::word::Any;
use hx2rs_heap::{Elements, Kind, Word};
use hx2rs_prelude::Str;

impl Machine<'_> {
    /// Carries out an intrinsic. The arguments are the caller's; the count of the result goes to it. What comes out of a
    /// container is an `any`, turned into the kind that the declaration gives.
    pub(super) fn intrinsic(
        &mut self,
        intrinsic: Intrinsic,
        arguments: &[Word],
        result: Kind,
        fp: *mut Word,
    ) -> Result<Word, Fault> {
        let argument = |at: usize| arguments.get(at).copied().unwrap_or_default();
        let this = argument(0);
        match intrinsic {
            Intrinsic::ArrayNew => {
                self.make_room(0)?;
                Ok(self.heap.new_array(Elements::new(Kind::Any, 0)))
            }
            Intrinsic::ArrayGetLength => self.array_length(this).map(Word::int),
            Intrinsic::ArrayConcat => self.array_concat(this, argument(1)),
            Intrinsic::ArrayCopy => self.array_copy(this),
            Intrinsic::ArrayInsert => {
                let length = self.length_of(this)?;
                let position = Self::position(argument(1).as_int(), length);
                self.make_room(self.growth_of(this))?;
                self.heap.retain(argument(2));
                self.heap.array_insert(this, position, argument(2));
                Ok(Word::NULL)
            }
            Intrinsic::ArrayPop => {
                let length = self.length_of(this)?;
                let any = length
                    .checked_sub(1)
                    .and_then(|last| self.heap.array_remove(this, last));
                self.result(any.unwrap_or_default(), result)
            }
            Intrinsic::ArrayPush => {
                self.push(this, argument(1))?;
                self.heap.retain(argument(1));
                self.array_length(this).map(Word::int)
            }
            Intrinsic::ArrayResize => {
                let former = self.length_of(this)?;
                let length = usize::try_from(argument(1).as_int()).unwrap_or(0);
                if length >= LONGEST {
                    return Err(heap_full());
                }
                let more = length.saturating_sub(former);
                self.make_room(more.saturating_mul(size_of::<Word>()))?;
                self.heap.array_resize(this, length);
                Ok(Word::NULL)
            }
            Intrinsic::ArrayReverse => {
                self.length_of(this)?;
                self.heap.array_reverse(this);
                Ok(Word::NULL)
            }
            Intrinsic::ArrayShift => {
                self.length_of(this)?;
                let any = self.heap.array_remove(this, 0);
                self.result(any.unwrap_or_default(), result)
            }
            Intrinsic::ArraySlice => {
                let length = self.length_of(this)?;
                let start = Self::position(argument(1).as_int(), length);
                let end = Self::optional_int(argument(2));
                let end = end.map_or(length, |end| Self::position(end, length));
                let share = self.bytes_of(this) / length.max(1);
                self.make_room(share.saturating_mul(end.saturating_sub(start)))?;
                self.heap
                    .array_slice(this, start, end.max(start))
                    .ok_or_else(heap_full)
            }
            Intrinsic::ArraySplice => {
                let length = self.length_of(this)?;
                let start = Self::position(argument(1).as_int(), length);
                let count = usize::try_from(argument(2).as_int()).unwrap_or(0);
                let end = start.saturating_add(count).min(length);
                let share = self.bytes_of(this) / length.max(1);
                self.make_room(share.saturating_mul(end.saturating_sub(start)))?;
                self.heap
                    .array_splice(this, start, end)
                    .ok_or_else(heap_full)
            }
            Intrinsic::ArrayUnshift => {
                self.length_of(this)?;
                self.make_room(self.growth_of(this))?;
                self.heap.retain(argument(1));
                self.heap.array_insert(this, 0, argument(1));
                Ok(Word::NULL)
            }
            Intrinsic::TypeClassOf
            | Intrinsic::TypeIsOf
            | Intrinsic::TypeGetEnum
            | Intrinsic::TypeGetSuperClass
            | Intrinsic::TypeGetClassName
            | Intrinsic::TypeGetEnumName
            | Intrinsic::TypeResolveClass
            | Intrinsic::TypeResolveEnum
            | Intrinsic::TypeCreateInstance
            | Intrinsic::TypeCreateEmptyInstance
            | Intrinsic::TypeCreateEnumIndex
            | Intrinsic::TypeCreateEnum
            | Intrinsic::TypeGetInstanceFields
            | Intrinsic::TypeGetClassFields
            | Intrinsic::TypeGetEnumConstructs
            | Intrinsic::TypeKindOf
            | Intrinsic::TypeEnumConstructor
            | Intrinsic::TypeEnumParameters
            | Intrinsic::TypeEnumIndex
            | Intrinsic::TypeAllEnums => self.type_intrinsic(intrinsic, arguments, fp),
            Intrinsic::ReflectHasField
            | Intrinsic::ReflectField
            | Intrinsic::ReflectSetField
            | Intrinsic::ReflectGetProperty
            | Intrinsic::ReflectSetProperty
            | Intrinsic::ReflectCallMethod
            | Intrinsic::ReflectMember
            | Intrinsic::ReflectSetMember
            | Intrinsic::ReflectCallMember
            | Intrinsic::ReflectCall
            | Intrinsic::ReflectFields
            | Intrinsic::ReflectIsFunction
            | Intrinsic::ReflectIsObject
            | Intrinsic::ReflectIsEnumValue
            | Intrinsic::ReflectDeleteField
            | Intrinsic::ReflectCopy => self.reflect_intrinsic(intrinsic, arguments, fp),
            Intrinsic::MapNew => self.new_map(),
            Intrinsic::MapClear => self.map_clear(this).map(|()| Word::NULL),
            Intrinsic::MapCopy => self.map_copy(this),
            Intrinsic::MapExists => self.map_exists(this, argument(1)).map(Word::bool),
            Intrinsic::MapGet => {
                let any = self.map_get(this, argument(1))?;
                self.result(any, result)
            }
            Intrinsic::MapKeyArray => self.map_keys(this),
            Intrinsic::MapRemove => self.map_remove(this, argument(1)).map(Word::bool),
            Intrinsic::MapSet => self
                .map_set(this, argument(1), argument(2))
                .map(|()| Word::NULL),
            Intrinsic::MapValueArray => self.map_values(this),
            Intrinsic::ArrayToString | Intrinsic::MapToString | Intrinsic::StdString => {
                let text = self.text_of(this, fp)?;
                Ok(self.heap.new_text(text))
            }
            Intrinsic::ReflectCompare => Ok(Word::int(self.order(this, argument(1)))),
            Intrinsic::SysExit => Err(Fault::Exit(this.as_int())),
            Intrinsic::ExceptionCallStack => {
                let stack = self.call_stack(std::ptr::null());
                Ok(self.heap.new_text(Str::from(stack)))
            }
            Intrinsic::ExceptionLastStack => {
                let stack = self.stack_of_exception();
                Ok(self.heap.new_text(Str::from(stack)))
            }
        }
    }

    pub(super) fn length_of(&self, array: Word) -> Result<usize, Fault> {
        self.array_length(array).map(|length| length as usize)
    }

    /// The storage of an array.
    pub(super) fn bytes_of(&self, array: Word) -> usize {
        self.heap.array(array).map_or(0, Elements::bytes)
    }

    /// What one more element may add to it.
    fn growth_of(&self, array: Word) -> usize {
        self.heap.array(array).map_or(0, Elements::growth)
    }

    /// A new array of the elements of two.
    fn array_concat(&mut self, left: Word, right: Word) -> Result<Word, Fault> {
        let length = self.length_of(left)?;
        let more = self.length_of(right)?;
        self.make_room(self.bytes_of(left).saturating_add(self.bytes_of(right)))?;
        let joined = self
            .heap
            .array_slice(left, 0, length)
            .ok_or_else(heap_full)?;
        for at in 0..more {
            let item = self
                .heap
                .array(right)
                .and_then(|elements| elements.any(at))
                .unwrap_or_default();
            self.heap.retain(item);
            self.heap.array_push(joined, item);
        }
        Ok(joined)
    }

    /// `Reflect.compare`: null before everything, then by value.
    fn order(&self, left: Word, right: Word) -> i32 {
        let floats = |left: f64, right: f64| i32::from(left > right) - i32::from(left < right);
        match (left.any(), right.any()) {
            (Any::Null, Any::Null) => 0,
            (Any::Null, _) => -1,
            (_, Any::Null) => 1,
            (Any::Int(left), Any::Int(right)) => left.cmp(&right) as i32,
            (Any::Float(left), Any::Float(right)) => floats(left, right),
            (Any::Int(left), Any::Float(right)) => floats(f64::from(left), right),
            (Any::Float(left), Any::Int(right)) => floats(left, f64::from(right)),
            (Any::Bool(left), Any::Bool(right)) => left.cmp(&right) as i32,
            (Any::Ref(left), Any::Ref(right)) => {
                match (self.heap.text(left), self.heap.text(right)) {
                    (Some(left), Some(right)) => left.cmp(right) as i32,
                    (None, _) | (_, None) => i32::from(!self.equal(left, right)),
                }
            }
            (Any::Bool(_) | Any::Int(_) | Any::Float(_) | Any::Ref(_), _) => 1,
        }
    }
}
