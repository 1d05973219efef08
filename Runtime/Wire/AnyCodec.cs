namespace BgpVerified.Runtime.Wire;

/// <summary>A value of one of the listed types: a part with one field, whose number says which.</summary>
internal sealed class AnyCodec<T>(IReadOnlyList<WireType> types, Codecs codecs) : Codec<T>, IPending
    where T : class
{
    private readonly Dictionary<Type, Kind> kinds = [];
    private Kind[] all = [];

    public override string Name => "Value";

    /// <summary>Looks for the codecs, which may need this one.</summary>
    public void Complete()
    {
        all = [.. types.Select(type => (Kind)Activator.CreateInstance(
            typeof(Kind<>).MakeGenericType(typeof(T), type.Type), codecs.Whole(type.Type), type.Number)!)];
        foreach (var (kind, type) in all.Zip(types))
        {
            kinds.Add(type.Type, kind);
        }
    }

    public override void Write(WireWriter to, T value)
    {
        var begun = to.Begin();
        WriteOpen(to, value);
        to.End(begun);
    }

    public override T Read(WireReader from)
    {
        var outer = from.Enter();
        var value = ReadOpen(from);
        from.Leave(outer);
        return value;
    }

    /// <summary>The same without a length before it.</summary>
    public void WriteOpen(WireWriter to, T value)
    {
        if (!kinds.TryGetValue(value.GetType(), out var kind))
        {
            throw new ArgumentException($"a value of type {value.GetType().Name} has no form in bytes here");
        }

        kind.Write(to, value);
    }

    public T ReadOpen(WireReader from)
    {
        foreach (var kind in all)
        {
            if (from.Tag(kind.Tag))
            {
                return kind.Read(from);
            }
        }

        throw new WireException("it is of an unknown type");
    }

    private abstract class Kind(uint tag)
    {
        public uint Tag { get; } = tag;

        public abstract void Write(WireWriter to, T value);

        public abstract T Read(WireReader from);
    }

    private sealed class Kind<TOwn>(Codec<TOwn> codec, int number) : Kind(codec.TagOf(number))
        where TOwn : T
    {
        public override void Write(WireWriter to, T value)
        {
            to.Varint(Tag);
            codec.Write(to, (TOwn)value);
        }

        public override T Read(WireReader from) => codec.Read(from);
    }
}

/// <summary>A codec that looks for others when all are there.</summary>
internal interface IPending
{
    /// <summary>Looks for them.</summary>
    void Complete();
}
