using System.Linq.Expressions;
using System.Reflection;

namespace BgpVerified.Runtime.Wire;

/// <summary>A record's members, numbered from 1: those of its base first, then as they are declared.</summary>
/// <remarks>What is read and written is compiled once for each type.</remarks>
internal sealed class RecordCodec<T> : Codec<T>, IDescribedCodec
    where T : notnull
{
    private readonly IReadOnlyList<(PropertyInfo Member, object Field)> fields;

    // Made when first needed: most types of a protocol never are. Made by two threads at once they are the same.
    private Action<WireWriter, T>? write;
    private Func<WireReader, T>? read;

    public RecordCodec(string name, IReadOnlyList<(PropertyInfo Member, object Field)> fields)
    {
        (Name, this.fields) = (name, fields);
        if (fields.FirstOrDefault(one => !one.Member.CanWrite).Member is { } only)
        {
            throw new ArgumentException($"{typeof(T).Name}.{only.Name} can be read only");
        }
    }

    public override string Name { get; }

    public IEnumerable<string> Lines => fields.Select((one, i) => $"  {Declared(one.Field)} {Members.InProto(one.Member.Name)} = {i + 1};");

    public override void Write(WireWriter to, T value)
    {
        var begun = to.Begin();
        (write ??= Writing())(to, value);
        to.End(begun);
    }

    public override T Read(WireReader from)
    {
        var outer = from.Enter();
        var value = (read ??= Reading())(from);
        from.Leave(outer);
        return value;
    }

    private static object? Declared(object own) => own.GetType().GetProperty(nameof(Field<>.Declaration))!.GetValue(own);

    private Action<WireWriter, T> Writing()
    {
        var (to, value) = (Expression.Parameter(typeof(WireWriter)), Expression.Parameter(typeof(T)));
        var writes = fields.Select(field => (Expression)Expression.Call(
            Expression.Constant(field.Field), field.Field.GetType().GetMethod(nameof(Field<>.Write))!, to,
            Expression.Property(value, field.Member)));
        return Expression.Lambda<Action<WireWriter, T>>(Expression.Block([.. writes, Expression.Empty()]), to, value).Compile();
    }

    private Func<WireReader, T> Reading()
    {
        var from = Expression.Parameter(typeof(WireReader));
        var locals = fields.ToDictionary(field => field.Member.Name, field => Expression.Variable(field.Member.PropertyType));
        var reads = fields.Select(field => (Expression)Expression.Assign(locals[field.Member.Name], Expression.Call(
            Expression.Constant(field.Field), field.Field.GetType().GetMethod(nameof(Field<>.Read))!, from)));
        var constructor = typeof(T).GetConstructors()
            .Where(one => one.GetParameters().All(parameter => locals.ContainsKey(parameter.Name!)))
            .MaxBy(one => one.GetParameters().Length);
        var made = constructor is null
            ? Expression.New(typeof(T))
            : Expression.New(constructor, constructor.GetParameters().Select(parameter => locals[parameter.Name!]));
        var given = constructor?.GetParameters().Select(parameter => parameter.Name).ToHashSet() ?? [];
        var rest = fields.Where(field => !given.Contains(field.Member.Name))
            .Select(field => Expression.Bind(field.Member, locals[field.Member.Name]));
        return Expression.Lambda<Func<WireReader, T>>(
            Expression.Block(locals.Values, [.. reads, Expression.MemberInit(made, rest)]), from).Compile();
    }
}

/// <summary>A codec that a .proto file has a message for.</summary>
internal interface IDescribedCodec
{
    /// <summary>The message's name.</summary>
    string Name { get; }

    /// <summary>Its fields.</summary>
    IEnumerable<string> Lines { get; }
}

/// <summary>The members of records.</summary>
internal static class Members
{
    /// <summary>What a record holds: of its base first. What it works out, or keeps for itself, is none of them.</summary>
    public static IReadOnlyList<PropertyInfo> Of(Type type)
    {
        var lines = new Stack<Type>();
        for (var part = type; part is not null && part != typeof(object) && part != typeof(ValueType); part = part.BaseType)
        {
            lines.Push(part);
        }

        const BindingFlags Own = BindingFlags.Instance | BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic;
        return
        [
            .. lines.SelectMany(part => part.GetFields(Own).Where(field => field.Name.StartsWith('<'))
                .OrderBy(field => field.MetadataToken)
                .Select(field => field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)])
                .Select(name => part.GetProperty(name, Own)
                    ?? throw new ArgumentException($"{part.Name} holds {name}, which is no property")))
        ];
    }

    /// <summary>A name as a .proto file has it.</summary>
    public static string InProto(string name) =>
        string.Concat(name.Select((letter, i) =>
            char.IsUpper(letter) ? $"{(i > 0 ? "_" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
