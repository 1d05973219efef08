using System.Collections;
using System.Reflection;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Kit;

/// <summary>
/// A handler is run twice: it must do the same each time, and the two results must compare equal, or states that are the same would
/// count as different ones. Handlers run only where a result is not remembered, so that this costs little.
/// </summary>
internal static class StepCheck
{
    private const int First = 2000;
    private const int OneIn = 16;

    /// <summary>Whether the step of this number is to be checked: each of the first ones, then one in so many.</summary>
    public static bool IsDue(long number) => number < First || number % OneIn == 0;

    public static void SameAgain<TState>(TState before, Input input, Step<TState> step, Step<TState> again)
        where TState : class
    {
        if (step.State.Equals(again.State) && step.State.GetHashCode() == again.State.GetHashCode()
            && step.Sends.SequenceEqual(again.Sends))
        {
            return;
        }

        var what = $"the handler of {input.KindName} in a {typeof(TState).Name}";
        if (Differing(step.State, again.State) is not { } property)
        {
            throw new InvalidModelException(
                $"{what} sends other messages when it is run again; a handler must depend on nothing but its arguments");
        }

        throw new InvalidModelException(ComparesByReference(property.PropertyType)
            ? $"{typeof(TState).Name}.{property.Name} is a {NameOf(property.PropertyType)}, which compares by reference; use ValueList "
                + "or ValueSet, or a record"
            : $"{what} makes another {property.Name} when it is run again; a handler must depend on nothing but its arguments");
    }

    private static PropertyInfo? Differing(object one, object other) => one.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.Name != nameof(ProcessState.Fields) && property.GetIndexParameters().Length == 0)
        .FirstOrDefault(property => !Equals(property.GetValue(one), property.GetValue(other)));

    private static bool ComparesByReference(Type type) =>
        type.IsArray || (!type.IsValueType && type.GetMethod(nameof(Equals), [typeof(object)])!.DeclaringType == typeof(object)
            && type != typeof(string))
        || (typeof(IEnumerable).IsAssignableFrom(type) && type.IsInterface);

    private static string NameOf(Type type) =>
        type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
            : type.Name;
}
