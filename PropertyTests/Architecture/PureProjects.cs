using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Architecture;

/// <summary>Spec, Kit and Impl keep no state of their own, and depend on nothing that does.</summary>
public sealed class PureProjects
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Assembly Spec = typeof(Message).Assembly;
    private static readonly Assembly Kit = typeof(ProcessState).Assembly;
    private static readonly Assembly Impl = typeof(BgpProtocol).Assembly;

    [Fact]
    public void Static_fields_are_never_assigned_again()
    {
        var fields = StaticFields().ToList();
        Assert.NotEmpty(fields);
        Assert.Empty(fields.Where(f => !f.IsInitOnly && !f.IsLiteral).Select(Name));
    }

    [Fact]
    public void Static_fields_hold_no_collection_that_can_be_changed()
    {
        var mutable = StaticFields().Where(f => f.FieldType.IsArray
            || (f.FieldType is { IsInterface: false, IsValueType: false }
                && (typeof(IList).IsAssignableFrom(f.FieldType) || typeof(IDictionary).IsAssignableFrom(f.FieldType)))
            || f.FieldType.Namespace == "System.Collections.Concurrent"
            || IsMutableInterface(f.FieldType));
        Assert.Empty(mutable.Select(Name));
    }

    [Fact]
    public void Spec_Kit_and_Impl_do_not_see_the_checker_or_the_command_line()
    {
        Assert.Equal(["BgpVerified.Impl", "BgpVerified.Kit", "BgpVerified.Spec"], new[] { Impl, Kit, Spec }.Select(a => a.GetName().Name));
        Assert.Empty(OwnReferences(Spec));
        Assert.Equal(["BgpVerified.Spec"], OwnReferences(Kit));
        Assert.Equal(["BgpVerified.Kit", "BgpVerified.Spec"], OwnReferences(Impl).Order());
    }

    [Fact]
    public void Every_input_and_message_of_Impl_is_a_sealed_record()
    {
        var inputs = Inputs();
        Assert.Contains(inputs, t => t.IsSubclassOf(typeof(Message)));
        Assert.Contains(inputs, t => !t.IsSubclassOf(typeof(Message)));
        Assert.Empty(inputs.Where(t => !t.IsSealed).Select(t => t.FullName));
        Assert.Empty(inputs.Where(t => t.GetMethod("<Clone>$") is null).Select(t => t.FullName));
    }

    [Fact]
    public void Inputs_and_messages_of_Impl_cannot_be_changed_once_made()
    {
        const BindingFlags Instance = Declared | BindingFlags.Instance;
        var properties = Inputs().SelectMany(t => t.GetProperties(Instance)).ToList();
        Assert.Contains(properties, p => p.SetMethod is not null);
        Assert.Empty(properties.Where(p => p.SetMethod is { } set && !IsInit(set)).Select(p => $"{p.DeclaringType}.{p.Name}"));
        Assert.Empty(Inputs().SelectMany(t => t.GetFields(Instance)).Where(f => !f.IsInitOnly).Select(Name));
    }

    [Fact]
    public void No_property_of_Spec_or_Impl_has_a_setter_other_than_init()
    {
        var setters =
            from type in OwnTypes()
            from property in type.GetProperties(Declared | BindingFlags.Instance | BindingFlags.Static)
            where property.SetMethod is { } set && !IsInit(set)
            select $"{type}.{property.Name}";
        Assert.Empty(setters);
    }

    [Fact]
    public void The_check_for_changeable_static_fields_finds_one()
    {
        // The same rule on this class's nested type: what a static property with a setter compiles to is found.
        Assert.Contains(StaticFieldsOf(typeof(Changeable)), f => !f.IsInitOnly && !f.IsLiteral);
        Changeable.Value++;
        Assert.NotEqual(0, Changeable.Value);
    }

    private static IEnumerable<FieldInfo> StaticFields() => OwnTypes().SelectMany(StaticFieldsOf);

    private static FieldInfo[] StaticFieldsOf(Type type) => type.GetFields(Declared | BindingFlags.Static);

    /// <summary>All types but those that the compiler makes, for lambdas' caches and collection expressions.</summary>
    private static IEnumerable<Type> OwnTypes() =>
        new[] { Spec, Kit, Impl }.SelectMany(a => a.GetTypes()).Where(t => !CompilerMade(t));

    private static bool CompilerMade(Type type) =>
        type.Name.StartsWith('<') || (type.DeclaringType is { } outer && CompilerMade(outer));

    private static List<Type> Inputs() => [.. Impl.GetTypes().Where(t => t.IsSubclassOf(typeof(Input)) && !t.IsAbstract)];

    private static bool IsInit(MethodInfo set) => set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsMutableInterface(Type type) =>
        type.IsGenericType && new[] { typeof(IList<>), typeof(ISet<>), typeof(IDictionary<,>), typeof(ICollection<>), typeof(HashSet<>) }
            .Contains(type.GetGenericTypeDefinition());

    private static IEnumerable<string?> OwnReferences(Assembly assembly) =>
        assembly.GetReferencedAssemblies()
            .Select(a => a.Name)
            .Where(name => name == "bgpv" || name!.StartsWith("BgpVerified.", StringComparison.Ordinal));

    private static string Name(FieldInfo field) => $"{field.DeclaringType}.{field.Name}";

    private static class Changeable
    {
        public static int Value { get; set; }
    }
}
