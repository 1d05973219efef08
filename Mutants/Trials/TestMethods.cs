using System.Collections;
using System.Reflection;

namespace BgpVerified.Mutants.Trials;

/// <summary>The tests of an assembly, run in this process without their runner: each row of a theory by itself.</summary>
internal sealed class TestMethods(Assembly assembly)
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.FlattenHierarchy;

    private readonly Dictionary<MethodInfo, List<object?[]>> rows = [];

    /// <summary>Tests as <c>Namespace.Class.Method#row</c>, of classes that a filter lets through.</summary>
    public IEnumerable<string> All(Func<string, bool> isWanted) =>
        from type in assembly.GetTypes()
        where type is { IsClass: true, IsAbstract: false } && isWanted(type.FullName!)
        from method in type.GetMethods(Everything)
        where IsTest(method)
        from row in Enumerable.Range(0, Rows(method).Count)
        select $"{type.FullName}.{method.Name}#{row}";

    /// <summary>Runs a test; it throws if it fails.</summary>
    public void Run(string test)
    {
        var (name, row) = (test[..test.IndexOf('#', StringComparison.Ordinal)],
            int.Parse(test[(test.IndexOf('#', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture));
        var at = name.LastIndexOf('.');
        var type = assembly.GetType(name[..at])!;
        var method = type.GetMethods(Everything).Single(m => m.Name == name[(at + 1)..] && IsTest(m));
        var arguments = Rows(method)[row];
        var instance = method.IsStatic ? null : Create(type);
        try
        {
            method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, Complete(method, arguments), null);
        }
        finally
        {
            (instance as IDisposable)?.Dispose();
        }
    }

    private static bool IsTest(MethodInfo method) =>
        method.GetCustomAttributes().Any(attribute => attribute.GetType().Name is "FactAttribute" or "TheoryAttribute"
            && SkipOf(attribute) is null);

    private static object? SkipOf(Attribute attribute) => attribute.GetType().GetProperty("Skip")?.GetValue(attribute);

    private static object?[] Complete(MethodInfo method, object?[] arguments) =>
        [.. method.GetParameters().Select((parameter, i) => i < arguments.Length ? Converted(arguments[i], parameter.ParameterType)
            : parameter.DefaultValue)];

    /// <summary>Attributes hold numbers of one kind where the test asks for another.</summary>
    private static object? Converted(object? value, Type type) =>
        value is IConvertible && type.IsPrimitive && value.GetType() != type
            ? Convert.ChangeType(value, type, System.Globalization.CultureInfo.InvariantCulture)
        : value is not null && type.IsEnum && value.GetType() != type ? Enum.ToObject(type, value)
        : value;

    private static object Create(Type type)
    {
        var constructor = type.GetConstructors().Single();
        return constructor.Invoke(BindingFlags.DoNotWrapExceptions, null,
            [.. constructor.GetParameters().Select(parameter => Given(parameter.ParameterType))], null);
    }

    private static object Given(Type type) =>
        type.IsInterface
            ? typeof(DispatchProxy).GetMethods().Single(m => m.Name == "Create" && m.IsGenericMethod && m.GetGenericArguments().Length == 2)
                .MakeGenericMethod(type, typeof(Silence)).Invoke(null, null)!
            : Activator.CreateInstance(type, nonPublic: true)!;

    private List<object?[]> Rows(MethodInfo method)
    {
        if (!rows.TryGetValue(method, out var found))
        {
            rows[method] = found = [.. method.GetCustomAttributes().SelectMany(attribute => RowsOf(attribute, method))];
            if (method.GetParameters().Length == 0)
            {
                found.Add([]);
            }
        }

        return found;
    }

    private static IEnumerable<object?[]> RowsOf(Attribute attribute, MethodInfo method)
    {
        var type = attribute.GetType();
        if (type.Name == "InlineDataAttribute")
        {
            return [(object?[])type.GetProperty("Data")!.GetValue(attribute)!];
        }

        if (type.Name != "MemberDataAttribute")
        {
            return [];
        }

        var name = (string)type.GetProperty("MemberName")!.GetValue(attribute)!;
        var owner = (Type?)type.GetProperty("MemberType")?.GetValue(attribute) ?? method.ReflectedType!;
        var data = owner.GetProperty(name, Everything)?.GetValue(null) ?? owner.GetField(name, Everything)?.GetValue(null)
            ?? owner.GetMethod(name, Everything)!.Invoke(null, []);
        return [.. ((IEnumerable)data!).Cast<object>().Select(row => row as object?[] ?? Untyped(row))];
    }

    private static object?[] Untyped(object row) => (object?[])row.GetType().GetMethod("GetData", Everything)!.Invoke(row, null)!;
}

/// <summary>Answers every call with nothing: tests that write what they did write it here.</summary>
internal class Silence : DispatchProxy
{
    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.ReturnType is { IsValueType: true } type && type != typeof(void) ? Activator.CreateInstance(type) : null;
}
