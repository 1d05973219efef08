using System.Collections;
using System.Reflection;
using BgpVerified.Kit;
using BgpVerified.Spec.Values;

namespace BgpVerified.Runtime.Hosting;

/// <summary>
/// How long messages and states are in bytes, as a plain binary encoding would have them: numbers of 4 bytes, texts and collections with a
/// length before them, a set of processes as a bit each. A message has its sender's signature.
/// </summary>
/// <param name="processes">How many processes a set of processes is over.</param>
/// <param name="rules">The lengths of types that say it otherwise: those that are symbolic in the handlers.</param>
public sealed class ByteSize(int processes, IReadOnlyDictionary<Type, Func<object, int>> rules)
{
    /// <summary>A signature: two numbers of 256 bits, as with ECDSA on P-256.</summary>
    public const int Signature = 64;

    /// <summary>A signature in a certificate, with the number of who made it.</summary>
    public const int SignatureOfSome = Signature + 2;

    private readonly Dictionary<Type, Func<object, int>> known = new(rules);

    /// <summary>The length of a message or a state.</summary>
    /// <param name="value">It.</param>
    /// <returns>Bytes.</returns>
    public int Of(object? value)
    {
        if (value is null)
        {
            return 1;
        }

        if (!known.TryGetValue(value.GetType(), out var size))
        {
            known.Add(value.GetType(), size = Rule(value.GetType()));
        }

        return size(value);
    }

    private Func<object, int> Rule(Type type)
    {
        var set = 1 + ((processes + 7) / 8);
        return type == typeof(bool) || type.IsEnum ? _ => 1
            : type == typeof(int) || type == typeof(uint) ? _ => 4
            : type == typeof(long) || type == typeof(ulong) ? _ => 8
            : type == typeof(string) ? text => 1 + ((string)text).Length
            : type == typeof(ProcessId) ? _ => 2
            : type == typeof(ProcessSet) ? _ => set
            : typeof(IEnumerable).IsAssignableFrom(type) ? all => 4 + ((IEnumerable)all).Cast<object?>().Sum(Of)
            : Members(type);
    }

    /// <summary>What a record holds, but for what it keeps for itself.</summary>
    private Func<object, int> Members(Type type)
    {
        var fields = new List<FieldInfo>();
        for (var part = type; part is not null && part != typeof(object); part = part.BaseType)
        {
            fields.AddRange(part.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Where(field => field.Name.StartsWith('<')));
        }

        var kind = 1 + (typeof(SignedMessage).IsAssignableFrom(type) ? Signature : 0);
        return value => kind + fields.Sum(field => Of(field.GetValue(value)));
    }
}
