namespace BgpVerified.Runtime.Wire;

/// <summary>How values of a type are in bytes, in protobuf's wire format.</summary>
internal abstract class Codec
{
    /// <summary>Protobuf's name of the type.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a length comes before the bytes (wire type 2); a varint if not (wire type 0).</summary>
    public virtual bool HasLength => true;

    /// <summary>The tag of a field of the type.</summary>
    public uint TagOf(int number) => ((uint)number << 3) | (HasLength ? 2u : 0u);
}

/// <inheritdoc/>
internal abstract class Codec<T> : Codec
{
    /// <summary>Whether a value is the one that a field has that is left out.</summary>
    public virtual bool IsLeftOut(T value) => false;

    /// <summary>The value of a field that is left out.</summary>
    public virtual T LeftOut => throw new WireException($"a field of type {Name} is missing");

    public abstract void Write(WireWriter to, T value);

    public abstract T Read(WireReader from);
}

/// <summary>A number of some type, as a varint; 0 is left out.</summary>
internal sealed class NumberCodec<T>(string name, Func<T, ulong> bits, Func<ulong, T> value) : Codec<T>
{
    private readonly T zero = value(0);

    public override string Name => name;

    public override bool HasLength => false;

    public override T LeftOut => zero;

    public override bool IsLeftOut(T one) => bits(one) == 0;

    public override void Write(WireWriter to, T one) => to.Varint(bits(one));

    public override T Read(WireReader from)
    {
        var read = from.Varint();
        var one = value(read);
        return bits(one) == read ? one : throw new WireException($"a number is not one of {name}");
    }
}

/// <summary>A text in UTF-8; an empty one is left out.</summary>
internal sealed class TextCodec : Codec<string>
{
    public override string Name => "string";

    public override string LeftOut => string.Empty;

    public override bool IsLeftOut(string value) => value.Length == 0;

    public override void Write(WireWriter to, string value) => to.String(value);

    public override string Read(WireReader from) => from.String();
}

/// <summary>A field of a record.</summary>
internal abstract class Field<T>
{
    /// <summary>The field as a .proto file has it, but for its name and number.</summary>
    public abstract string Declaration { get; }

    public abstract void Write(WireWriter to, T value);

    public abstract T Read(WireReader from);
}

/// <summary>A field that has a value, left out if that is the type's plain one.</summary>
internal sealed class PlainField<T>(Codec<T> codec, int number) : Field<T>
{
    private readonly uint tag = codec.TagOf(number);

    public override string Declaration => codec.Name;

    public override void Write(WireWriter to, T value)
    {
        if (!codec.IsLeftOut(value))
        {
            to.Varint(tag);
            codec.Write(to, value);
        }
    }

    public override T Read(WireReader from)
    {
        if (!from.Tag(tag))
        {
            return codec.LeftOut;
        }

        var value = codec.Read(from);
        return codec.IsLeftOut(value) ? throw new WireException("a field is there that is left out") : value;
    }
}

/// <summary>A field that may have no value.</summary>
internal sealed class OptionalField<T>(Codec<T> codec, int number) : Field<T?>
    where T : class
{
    private readonly uint tag = codec.TagOf(number);

    public override string Declaration => $"optional {codec.Name}";

    public override void Write(WireWriter to, T? value)
    {
        if (value is not null)
        {
            to.Varint(tag);
            codec.Write(to, value);
        }
    }

    public override T? Read(WireReader from) => from.Tag(tag) ? codec.Read(from) : null;
}

/// <summary>A field of a value type that may have no value.</summary>
internal sealed class NullableField<T>(Codec<T> codec, int number) : Field<T?>
    where T : struct
{
    private readonly uint tag = codec.TagOf(number);

    public override string Declaration => $"optional {codec.Name}";

    public override void Write(WireWriter to, T? value)
    {
        if (value is { } some)
        {
            to.Varint(tag);
            codec.Write(to, some);
        }
    }

    public override T? Read(WireReader from) => from.Tag(tag) ? codec.Read(from) : null;
}
