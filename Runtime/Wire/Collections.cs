using BgpVerified.Spec.Values;

namespace BgpVerified.Runtime.Wire;

/// <summary>A field with any number of values, each with the tag before it; numbers one after another in one part.</summary>
internal sealed class Repeated<T>(Codec<T> codec, int number)
{
    private readonly uint tag = ((uint)number << 3) | 2;

    public string Declaration => $"repeated {codec.Name}";

    public void Write(WireWriter to, IReadOnlyCollection<T> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        if (!codec.HasLength)
        {
            to.Varint(tag);
            var begun = to.Begin();
            foreach (var value in values)
            {
                codec.Write(to, value);
            }

            to.End(begun);
            return;
        }

        foreach (var value in values)
        {
            to.Varint(tag);
            codec.Write(to, value);
        }
    }

    public List<T>? Read(WireReader from)
    {
        List<T>? values = null;
        if (!codec.HasLength)
        {
            if (from.Tag(tag))
            {
                var outer = from.Enter();
                values = [codec.Read(from)];
                while (!from.IsAtEnd)
                {
                    values.Add(codec.Read(from));
                }

                from.Leave(outer);
            }

            return values;
        }

        while (from.Tag(tag))
        {
            (values ??= []).Add(codec.Read(from));
        }

        return values;
    }
}

/// <summary>A list.</summary>
internal sealed class ListField<T>(Codec<T> codec, int number) : Field<ValueList<T>>
    where T : notnull
{
    private readonly Repeated<T> all = new(codec, number);

    public override string Declaration => all.Declaration;

    public override void Write(WireWriter to, ValueList<T> value) => all.Write(to, value);

    public override ValueList<T> Read(WireReader from) => all.Read(from) is { } values ? new(values) : ValueList<T>.Empty;
}

/// <summary>A set, in the order of its elements.</summary>
internal sealed class SetField<T>(Codec<T> codec, int number) : Field<ValueSet<T>>
    where T : IComparable<T>
{
    // Texts are in ordinal order there, whatever order sets of them keep: it must not depend on the machine's language.
    private static readonly Comparer<T> Order = typeof(T) == typeof(string)
        ? Comparer<T>.Create((x, y) => string.CompareOrdinal((string)(object)x, (string)(object)y))
        : Comparer<T>.Default;

    private readonly Repeated<T> all = new(codec, number);

    public override string Declaration => all.Declaration;

    public override void Write(WireWriter to, ValueSet<T> value) =>
        all.Write(to, typeof(T) == typeof(string) ? [.. value.Order(Order)] : value);

    public override ValueSet<T> Read(WireReader from)
    {
        if (all.Read(from) is not { } values)
        {
            return ValueSet<T>.Empty;
        }

        for (var i = 1; i < values.Count; i++)
        {
            if (Order.Compare(values[i - 1], values[i]) >= 0)
            {
                throw new WireException("the elements of a set are not in rising order");
            }
        }

        try
        {
            return new(values);
        }
        catch (InvalidOperationException)
        {
            throw new WireException("the elements of a set are ordered as one");
        }
    }
}

/// <summary>A set of processes: a bit each, the lowest first, without zero bytes at the end.</summary>
internal sealed class ProcessSetCodec : Codec<ProcessSet>
{
    public override string Name => "bytes";

    public override ProcessSet LeftOut => ProcessSet.None;

    public override bool IsLeftOut(ProcessSet value) => value == ProcessSet.None;

    public override void Write(WireWriter to, ProcessSet value)
    {
        Span<byte> bytes = stackalloc byte[ProcessSet.Capacity / 8];
        var length = 0;
        for (var rest = value.Bits; rest != 0; rest >>= 8)
        {
            bytes[length++] = (byte)(rest & 0xFF);
        }

        to.Bytes(bytes[..length]);
    }

    public override ProcessSet Read(WireReader from)
    {
        var bytes = from.Bytes();
        if (bytes.Length > ProcessSet.Capacity / 8 || bytes is [.., 0])
        {
            throw new WireException("a set of processes has bytes that it does not need");
        }

        var bits = UInt128.Zero;
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            bits = (bits << 8) | bytes[i];
        }

        return new(bits);
    }
}
