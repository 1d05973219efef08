using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace BgpVerified.CommandLineTests.Packages;

/// <summary>The types and members of an assembly that other programs can call, a line each, in C#'s words.</summary>
/// <remarks>Left out is what the compiler makes of every record: equality, hash, printing, copying, deconstruction.</remarks>
internal static class ApiSurface
{
    private const BindingFlags Own =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(uint)] = "uint",
        [typeof(double)] = "double",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetTypes().Where(IsCallable).OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(Of);

    public static IEnumerable<string> Of(Type type) => Members(type).Select(line => $"  {line}")
        .Prepend($"{Kind(type)} {type.Namespace}.{NameOf(type)}{Bases(type)}");

    private static IEnumerable<string> Members(Type type) => type.IsEnum
        ? Enum.GetNames(type)
        :
        [
            .. type.GetConstructors(Own).Where(constructor => IsSeen(constructor) && !IsMade(constructor))
                .Select(constructor => $"{Access(constructor)}new({Parameters(constructor)})"),
            .. type.GetFields(Own).Where(field => field.IsPublic && !IsMade(field))
                .Select(field => $"{(field.IsLiteral ? "const" : "static")} {NameOf(field.FieldType)} {field.Name}")
                .Order(StringComparer.Ordinal),
            .. type.GetProperties(Own).Where(IsSeen).Select(Property).Order(StringComparer.Ordinal),
            .. type.GetMethods(Own).Where(method => IsSeen(method) && !IsMade(method)
                && !(method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal)))
                .Select(Method).OrderBy(line => line, StringComparer.Ordinal),
        ];

    private static string Property(PropertyInfo property)
    {
        var get = property.GetMethod is { } getter && IsSeen(getter) ? "get; " : string.Empty;
        var set = property.SetMethod is { } setter && IsSeen(setter) ? IsInit(setter) ? "init; " : "set; " : string.Empty;
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{string.Join(", ", parameters.Select(Parameter))}]"
            : string.Empty;
        var name = index.Length > 0 ? "this" : property.Name;
        return $"{Access(property.GetMethod ?? property.SetMethod!)}{NameOf(property.PropertyType)} {name}{index} {{ {get}{set}}}";
    }

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(NameOf))}>"
            : string.Empty;
        var extends = method.IsDefined(typeof(ExtensionAttribute), false) ? "this " : string.Empty;
        return $"{Access(method)}{NameOf(method.ReturnType)} {method.Name}{generic}({extends}{Parameters(method)})";
    }

    private static string Access(MethodBase method)
    {
        var isInherited = method.IsVirtual && !method.IsFinal && method is MethodInfo info && info.GetBaseDefinition() != info;
        return string.Concat(
            method.IsPublic ? string.Empty : "protected ",
            method.IsStatic ? "static " : string.Empty,
            method.DeclaringType!.IsInterface ? string.Empty : method.IsAbstract ? "abstract " : isInherited
                ? "override "
                : method.IsVirtual && !method.IsFinal ? "virtual " : string.Empty);
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var before = parameter.IsDefined(typeof(ParamArrayAttribute), false)
            || parameter.IsDefined(typeof(ParamCollectionAttribute), false) ? "params " : string.Empty;
        var value = Convert.ToString(parameter.RawDefaultValue, CultureInfo.InvariantCulture) switch
        {
            null or "" => "default",
            "True" => "true",
            "False" => "false",
            var written => written,
        };
        var after = parameter.HasDefaultValue ? $" = {value}" : string.Empty;
        return $"{before}{NameOf(parameter.ParameterType)} {parameter.Name}{after}";
    }

    private static string Kind(Type type) => string.Concat(
        type is { IsAbstract: true, IsSealed: false, IsInterface: false } ? "abstract " : string.Empty,
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.GetMethod("<Clone>$") is not null ? "record" : type.IsValueType
            ? "struct"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate" : type is { IsAbstract: true, IsSealed: true }
                ? "static class"
                : "class");

    private static string Bases(Type type)
    {
        if (type.IsEnum || type.IsValueType)
        {
            return string.Empty;
        }

        var inherited = type.BaseType?.GetInterfaces() ?? [];
        List<Type> bases =
        [
            .. type.BaseType is { } parent && parent != typeof(object) ? new[] { parent } : [],
            .. type.GetInterfaces().Except(inherited)
                .Where(face => IsCallable(face) && !(face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEquatable<>)))
                .OrderBy(face => face.Name, StringComparer.Ordinal),
        ];
        return bases.Count == 0 ? string.Empty : $" : {string.Join(", ", bases.Select(NameOf))}";
    }

    private static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return $"{NameOf(value)}?";
        }

        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return $"{NameOf(type.GetElementType()!)}[]";
        }

        if (type.IsByRef)
        {
            return $"ref {NameOf(type.GetElementType()!)}";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var name = type.Name.Split('`')[0];
        var outer = type.DeclaringType is { } declaring ? $"{declaring.Name.Split('`')[0]}." : string.Empty;
        return type.IsGenericType && type.GetGenericArguments() is { Length: > 0 } arguments
            ? $"{outer}{name}<{string.Join(", ", arguments.Select(NameOf))}>"
            : outer + name;
    }

    private static bool IsCallable(Type type) => type.IsNested ? (type.IsNestedPublic || type.IsNestedFamily)
        && IsCallable(type.DeclaringType!) : type.IsPublic;

    private static bool IsSeen(PropertyInfo property) => property.GetAccessors(true).Any(IsSeen) && !property.GetAccessors(true)
        .Any(IsMade) && property.Name != "EqualityContract";

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsMade(MemberInfo member)
    {
        var isRecord = member.DeclaringType!.GetMethod("<Clone>$") is not null
            || member.DeclaringType.GetMethod("PrintMembers", Own) is not null;
        return member switch
        {
            FieldInfo => member.Name == "value__",
            ConstructorInfo constructor => isRecord && constructor.GetParameters() is [var only]
                && only.ParameterType == member.DeclaringType,
            MethodInfo method when method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal) => false,
            _ => member.Name == "<Clone>$"
                || (isRecord && member.Name is "Equals" or "GetHashCode" or "ToString" or "PrintMembers" or "Deconstruct"
                    or "op_Equality" or "op_Inequality"),
        };
    }
}
