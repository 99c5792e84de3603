//! The fields and methods of strings, arrays and maps by their names.

use super::{Anonymous, call};
use crate::dynamic::{Called, any_function};
use crate::{Array, AsDynamic, Dynamic, Exception, Key, Map, Show, Str, dynamic, null, text};

type Any = Option<Dynamic>;

/// The argument at a position; one that is left out is null.
fn argument<T: AsDynamic>(arguments: &[Any], at: usize) -> T {
    optional(arguments, at).unwrap_or_else(|| null("argument", ""))
}

/// As [`argument`], and nothing where it is null.
fn optional<T: AsDynamic>(arguments: &[Any], at: usize) -> Option<T> {
    let value = arguments.get(at).cloned().flatten();
    crate::take(value, T::NAME, "")
}

fn any(arguments: &[Any], at: usize) -> Any {
    arguments.get(at).cloned().flatten()
}

/// A method that cannot throw an exception of the program.
fn method<R: AsDynamic>(run: impl Fn(&[Any]) -> R + 'static) -> Option<Any> {
    Some(any_function(move |arguments| {
        Ok(run(arguments).to_dynamic())
    }))
}

/// A method that gives nothing.
fn action(run: impl Fn(&[Any]) + 'static) -> Option<Any> {
    method(move |arguments| {
        run(arguments);
        None::<Dynamic>
    })
}

/// A method that calls back.
fn caller(run: impl Fn(&[Any]) -> Called + 'static) -> Option<Any> {
    Some(any_function(run))
}

/// A member of a string.
pub(super) fn string_member(own: &Str, name: &str) -> Option<Any> {
    let own = own.clone();
    match name {
        "length" => Some(dynamic(own.length())),
        "charAt" => method(move |a| Str::from(own.char_at(argument(a, 0)))),
        "charCodeAt" => method(move |a| own.char_code_at(argument(a, 0))),
        "indexOf" => method(move |a| own.index_of(&argument::<Str>(a, 0), optional(a, 1))),
        "lastIndexOf" => method(move |a| own.last_index_of(&argument::<Str>(a, 0), optional(a, 1))),
        "split" => method(move |a| own.split_by(&argument::<Str>(a, 0))),
        "substr" => method(move |a| Str::from(own.substr(argument(a, 0), optional(a, 1)))),
        "substring" => method(move |a| Str::from(own.substring(argument(a, 0), optional(a, 1)))),
        "toLowerCase" => method(move |_| own.to_lower_case()),
        "toUpperCase" => method(move |_| own.to_upper_case()),
        "toString" => method(move |_| own.clone()),
        _ => None,
    }
}

/// A method of an exception.
pub(super) fn exception_member(own: &Exception, name: &str) -> Option<Any> {
    let own = own.clone();
    match name {
        "toString" => method(move |_| text(&own)),
        "details" => method(move |_| own.own_details()),
        "get_message" => method(move |_| own.message().clone()),
        "get_previous" => method(move |_| own.previous()),
        "get_stack" => method(move |_| own.stack()),
        "get_value" if own.is_value() => method(move |_| own.caught()),
        _ => None,
    }
}

/// A property of an exception.
pub(super) fn exception_property(own: &Exception, name: &str) -> Option<Any> {
    match name {
        "message" => Some(dynamic(own.message().clone())),
        "previous" => Some(dynamic(own.previous())),
        "stack" => Some(dynamic(own.stack())),
        "value" if own.is_value() => Some(own.caught()),
        _ => None,
    }
}

/// A member of an array, which is seen as one of any elements.
pub(crate) fn array_member(own: &Array<Any>, name: &str) -> Option<Any> {
    let own = own.clone();
    match name {
        "length" => Some(dynamic(own.length())),
        "concat" => method(move |a| own.concat(&argument(a, 0))),
        "join" => method(move |a| own.join(&argument::<Str>(a, 0))),
        "pop" => method(move |_| own.pop().flatten()),
        "push" => method(move |a| own.push(any(a, 0))),
        "reverse" => action(move |_| own.reverse()),
        "shift" => method(move |_| own.shift().flatten()),
        "slice" => method(move |a| own.slice(argument(a, 0), optional(a, 1))),
        "sort" => caller(move |a| {
            let order = any(a, 0);
            own.try_sort(|one, other| {
                let found = call(&order, &Array::from([one.clone(), other.clone()]))?;
                Ok::<_, Exception>(argument(&[found], 0))
            })?;
            Ok(None)
        }),
        "splice" => method(move |a| own.splice(argument(a, 0), argument(a, 1))),
        "toString" => method(move |_| text(&own)),
        "unshift" => action(move |a| own.unshift(any(a, 0))),
        "insert" => action(move |a| own.insert(argument(a, 0), any(a, 1))),
        "remove" => method(move |a| own.remove(&any(a, 0))),
        "contains" => method(move |a| own.contains(&any(a, 0))),
        "indexOf" => method(move |a| own.index_of(&any(a, 0), optional(a, 1))),
        "lastIndexOf" => method(move |a| own.last_index_of(&any(a, 0), optional(a, 1))),
        "copy" => method(move |_| own.copy()),
        "iterator" => method(move |_| iterator(own.clone())),
        "keyValueIterator" => method(move |_| {
            let keys = (0..own.length()).map(|at| Some(Dynamic::Int(at))).collect();
            pair_iterator(keys, own.clone())
        }),
        "map" => caller(move |a| {
            let each = any(a, 0);
            let made = own.try_map(|it| call(&each, &Array::from([it.clone()])))?;
            Ok(dynamic(made))
        }),
        "filter" => caller(move |a| {
            let keeps = any(a, 0);
            let kept = own.try_filter(|it| {
                let found = call(&keeps, &Array::from([it.clone()]))?;
                Ok::<_, Exception>(argument(&[found], 0))
            })?;
            Ok(dynamic(kept))
        }),
        "resize" => action(move |a| own.resize(argument(a, 0))),
        _ => None,
    }
}

/// A member of a map, which is seen as one of any values.
pub(crate) fn map_member<K>(own: &Map<K, Any>, name: &str) -> Option<Any>
where
    K: Key + AsDynamic + Clone + Show + 'static,
{
    let own = own.clone();
    match name {
        "get" => method(move |a| own.get(&argument::<K>(a, 0)).flatten()),
        "set" => action(move |a| own.set(argument(a, 0), any(a, 1))),
        "exists" => method(move |a| own.exists(&argument::<K>(a, 0))),
        "remove" => method(move |a| own.remove(&argument::<K>(a, 0))),
        "clear" => action(move |_| own.clear()),
        "copy" => method(move |_| own.copy()),
        "keys" => method(move |_| iterator(own.keys().map(K::to_dynamic).collect())),
        "iterator" => method(move |_| iterator(own.value_array())),
        "keyValueIterator" => method(move |_| {
            let keys = own.keys().map(K::to_dynamic).collect();
            pair_iterator(keys, own.value_array())
        }),
        "toString" => method(move |_| text(&own)),
        _ => None,
    }
}

/// `{hasNext, next}` over what `next` finds at each position.
fn walk(
    length: impl Fn() -> i32 + 'static,
    next: impl Fn(i32) -> Any + 'static,
) -> Option<Dynamic> {
    let at = std::rc::Rc::new(std::cell::Cell::new(0));
    let here = std::rc::Rc::clone(&at);
    let has_next = any_function(move |_| Ok(dynamic(here.get() < length())));
    let next = any_function(move |_| {
        let now = at.get();
        at.set(now + 1);
        Ok(next(now))
    });
    let made = Anonymous::from([("hasNext", has_next), ("next", next)]);
    Some(Dynamic::object(made))
}

fn iterator(array: Array<Any>) -> Option<Dynamic> {
    let elements = array.clone();
    walk(move || array.length(), move |at| elements.get(at).flatten())
}

fn pair_iterator(keys: Array<Any>, values: Array<Any>) -> Option<Dynamic> {
    let all = keys.clone();
    walk(
        move || all.length(),
        move |at| {
            let pair = [
                ("key", keys.get(at).flatten()),
                ("value", values.get(at).flatten()),
            ];
            Some(Dynamic::object(Anonymous::from(pair)))
        },
    )
}
