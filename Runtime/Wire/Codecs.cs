using System.Reflection;
using System.Text;
using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Values;

namespace BgpVerified.Runtime.Wire;

/// <summary>The codecs of a format, one for each type that occurs.</summary>
internal sealed class Codecs
{
    private readonly Dictionary<Type, Codec> known = [];
    private readonly Dictionary<Type, Codec> whole = [];
    private readonly Dictionary<string, Type> names = [];
    private readonly HashSet<Type> begun = [];
    private readonly Queue<IPending> pending = [];
    private readonly List<IDescribedCodec> described = [];
    private readonly Func<Type, ConflictRelation> conflicts;
    private readonly IReadOnlyList<WireType> types;
    private readonly NullabilityInfoContext nullability = new();

    public Codecs(IReadOnlyList<WireType> types, Func<Type, ConflictRelation> conflicts)
    {
        (this.types, this.conflicts) = (types, conflicts);
        if (types.Select(type => type.Number).Distinct().Count() < types.Count || types.Any(type => type.Number < 1)
            || types.Select(type => type.Type).Distinct().Count() < types.Count)
        {
            throw new ArgumentException("types have distinct numbers from 1");
        }

        known.Add(typeof(bool), new NumberCodec<bool>("bool", value => value ? 1u : 0u, bits => bits != 0));
        known.Add(typeof(int), new NumberCodec<int>("int32", value => unchecked((ulong)value), bits => unchecked((int)bits)));
        known.Add(typeof(long), new NumberCodec<long>("int64", value => unchecked((ulong)value), bits => unchecked((long)bits)));
        known.Add(typeof(uint), new NumberCodec<uint>("uint32", value => value, bits => unchecked((uint)bits)));
        known.Add(typeof(ulong), new NumberCodec<ulong>("uint64", value => value, bits => bits));
        known.Add(typeof(string), new TextCodec());
        known.Add(typeof(ProcessSet), new ProcessSetCodec());
        known.Add(typeof(ProcessId), new NumberCodec<ProcessId>("uint64", BitsOf, ProcessOf));
        Any = new(types, this);
        pending.Enqueue(Any);
        while (pending.TryDequeue(out var next))
        {
            next.Complete();
        }
    }

    public AnyCodec<object> Any { get; }

    public string Describe(string package)
    {
        var text = new StringBuilder($"syntax = \"proto3\";\n\npackage {package};\n\n");
        text.Append("// What is read and written is one of these.\nmessage Value {\n  oneof kind {\n");
        foreach (var (number, type) in types)
        {
            text.Append($"    {NameOf(type)} {Members.InProto(NameOf(type))} = {number};\n");
        }

        text.Append("  }\n}\n");
        foreach (var one in described.OrderBy(one => one.Name, StringComparer.Ordinal))
        {
            text.Append($"\nmessage {one.Name} {{\n{string.Concat(one.Lines.Select(line => $"{line}\n"))}}}\n");
        }

        foreach (var type in known.Keys.Where(type => type.IsEnum).OrderBy(NameOf, StringComparer.Ordinal))
        {
            var values = Enum.GetValues(type).Cast<object>().Select(value =>
                $"  {Members.InProto(NameOf(type)).ToUpperInvariant()}_{Members.InProto($"{value}").ToUpperInvariant()} = {value:d};\n");
            text.Append($"\nenum {NameOf(type)} {{\n{string.Concat(values)}}}\n");
        }

        return $"{text}";
    }

    /// <summary>The codec of a type; of sequences as a record of a type has them.</summary>
    public Codec Of(Type type, Type owner)
    {
        if (type == typeof(CommandSequence))
        {
            return Described(type, new SequenceCodec(conflicts(owner), (Codec<Command>)Of(typeof(Command), type)));
        }

        if (type == typeof(History))
        {
            return Described(type, new HistoryCodec(conflicts(owner), (Codec<Command>)Of(typeof(Command), type)));
        }

        if (known.TryGetValue(type, out var codec))
        {
            return codec;
        }

        codec = Made(type);
        known.Add(type, codec);
        return Described(type, codec);
    }

    public string NameOf(Type type)
    {
        var own = type.IsGenericType
            ? $"{string.Concat(type.GetGenericArguments().Select(NameOf))}{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}"
            : type.Name;
        if (!names.TryAdd(own, type) && names[own] != type)
        {
            own = $"{type.Namespace!.Split('.')[^1]}{own}";
            names.TryAdd(own, type);
        }

        return own;
    }

    private static ulong BitsOf(ProcessId process) => process.Letter < 128
        ? ((ulong)unchecked((uint)((process.Number << 1) ^ (process.Number >> 31))) << 7) | process.Letter
        : throw new ArgumentException($"the letter of {process} is not ASCII");

    private static ProcessId ProcessOf(ulong bits) =>
        new((char)(bits & 0x7F), unchecked((int)((uint)(bits >> 8) & int.MaxValue) ^ -(int)((bits >> 7) & 1)));

    private Codec Described(Type type, Codec codec)
    {
        if (codec is IDescribedCodec own && described.TrueForAll(one => one.Name != own.Name))
        {
            names.TryAdd(own.Name, type);
            described.Add(own);
        }

        return codec;
    }

    private Codec Made(Type type)
    {
        if (type.IsEnum)
        {
            return Create(typeof(EnumCodec<>), [type], NameOf(type));
        }

        var inside = types.Where(one => type.IsAssignableFrom(one.Type) && one.Type != type).ToList();
        if (type.IsAbstract || inside.Count > 0)
        {
            if (inside.Count == 0)
            {
                throw new ArgumentException($"{type.Name} is abstract, and no type that is listed stands for it");
            }

            IReadOnlyList<WireType> some = [.. types.Where(one => type.IsAssignableFrom(one.Type))];
            var any = Create(typeof(AnyCodec<>), [type], some, this);
            pending.Enqueue((IPending)any);
            return any;
        }

        return Whole(type);
    }

    /// <summary>The codec of a record, as it is by itself, whatever others stand for it too.</summary>
    public Codec Whole(Type type)
    {
        if (!whole.TryGetValue(type, out var codec))
        {
            whole.Add(type, codec = Record(type));
        }

        return codec;
    }

    private Codec Record(Type type)
    {
        if (type.Namespace?.StartsWith("System", StringComparison.Ordinal) != false
            || (!type.IsValueType && type.GetMethod("<Clone>$") is null))
        {
            throw new ArgumentException($"{type} has no form in bytes: it is no record, number, text, ValueList or ValueSet");
        }

        if (!begun.Add(type))
        {
            throw new ArgumentException($"{type.Name} contains itself, without a listed type between; give it a number");
        }

        var name = NameOf(type);
        var fields = Members.Of(type).Select((member, i) => (member, FieldOf(member, i + 1, type))).ToList();
        begun.Remove(type);
        return Described(type, Create(typeof(RecordCodec<>), [type], name, (IReadOnlyList<(PropertyInfo, object)>)fields));
    }

    private object FieldOf(PropertyInfo member, int number, Type owner)
    {
        var type = member.PropertyType;
        if (type.IsGenericType && type.GetGenericTypeDefinition() is var all && (all == typeof(ValueList<>) || all == typeof(ValueSet<>)))
        {
            var element = type.GetGenericArguments()[0];
            return Field(all == typeof(ValueList<>) ? typeof(ListField<>) : typeof(SetField<>), element);
        }

        return Nullable.GetUnderlyingType(type) is { } some ? Field(typeof(NullableField<>), some)
            : !type.IsValueType && nullability.Create(member).ReadState == NullabilityState.Nullable ? Field(typeof(OptionalField<>), type)
            : Field(typeof(PlainField<>), type);

        object Field(Type kind, Type of) => Activator.CreateInstance(kind.MakeGenericType(of), Of(of, owner), number)!;
    }

    private static Codec Create(Type kind, Type[] of, params object[] arguments) =>
        (Codec)Activator.CreateInstance(kind.MakeGenericType(of), arguments)!;
}

/// <summary>One of the values of an enumeration.</summary>
internal sealed class EnumCodec<T>(string name) : Codec<T>
    where T : struct, Enum
{
    private readonly Dictionary<ulong, T> values = Enum.GetValues<T>().ToDictionary(BitsOf);

    public override string Name => name;

    public override bool HasLength => false;

    public override T LeftOut => default;

    public override bool IsLeftOut(T value) => BitsOf(value) == 0;

    public override void Write(WireWriter to, T value) => to.Varint(BitsOf(value));

    public override T Read(WireReader from) =>
        values.TryGetValue(from.Varint(), out var value) ? value : throw new WireException($"a number is not one of {name}");

    private static ulong BitsOf(T value) => unchecked((ulong)Convert.ToInt64(value, null));
}
