using BgpVerified.Spec.Machines;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Machines;

/// <summary>A key, and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">Its value.</param>
public sealed record Entry(string Key, string Value) : IComparable<Entry>
{
    /// <summary>By key.</summary>
    /// <param name="other">The other entry.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(Entry? other) =>
        string.CompareOrdinal(Key, other?.Key) is not 0 and var order ? order : string.CompareOrdinal(Value, other!.Value);

    /// <inheritdoc/>
    public override string ToString() => $"{Key}={Value}";
}

/// <summary>The state of a key-value store.</summary>
/// <param name="All">The keys that have another value than <see cref="KeyValueStore.Nothing"/>.</param>
/// <param name="Pings">How often it was pinged.</param>
public sealed record Entries(ValueSet<Entry> All, long Pings) : MachineState
{
    /// <summary>The value of a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Its value.</returns>
    public string Of(string key) => All.FirstOrDefault(entry => entry.Key == key)?.Value ?? KeyValueStore.Nothing;

    /// <summary>The state with another value of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>The state.</returns>
    public Entries With(string key, string value)
    {
        var others = All.Where(entry => entry.Key != key);
        return this with { All = new(value == KeyValueStore.Nothing ? others : others.Append(new(key, value))) };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{string.Join(' ', All)} pings={Pings}".TrimStart();
}

/// <summary>A command to a key-value store.</summary>
/// <param name="Verb">What is asked for: <c>put</c>, <c>get</c>, <c>cas</c> or <c>ping</c>.</param>
/// <param name="Key">The key; empty for a ping.</param>
/// <param name="Expected">What a compare-and-swap expects; else empty.</param>
/// <param name="Value">The value to store; else empty.</param>
public sealed record StoreCommand(string Verb, string Key, string Expected, string Value);

/// <summary>
/// A key-value store with get, put and compare-and-swap; commands on different keys commute. A ping adds to a counter that nobody can
/// read: it is universally commutative.
/// </summary>
public sealed class KeyValueStore : Application<Entries, StoreCommand>
{
    /// <summary>The value of a key that nothing was stored for.</summary>
    public const string Nothing = "0";

    /// <summary>The reply to what is done.</summary>
    public const string Ok = "ok";

    /// <summary>The reply to a compare-and-swap that finds another value.</summary>
    public const string Failed = "failed";

    /// <inheritdoc/>
    public override string Name => "key-value store";

    /// <inheritdoc/>
    public override string Usage =>
        "its commands are put:k:v, get:k, cas:k:u:v (u is expected, v another value) and ping:i, of letters and digits; a key has 0 first";

    /// <inheritdoc/>
    public override Entries First { get; } = new(ValueSet<Entry>.Empty, 0);

    /// <inheritdoc/>
    public override StoreCommand? Read(string text)
    {
        var words = text.Split(':');
        return words.Skip(1).All(word => word.Length > 0 && word.All(char.IsAsciiLetterOrDigit)) ? words switch
        {
            ["put", var key, var value] => new("put", key, string.Empty, value),
            ["get", var key] => new("get", key, string.Empty, string.Empty),
            ["cas", var key, var expected, var value] when expected != value => new("cas", key, expected, value),
            ["ping", var which] => new("ping", string.Empty, string.Empty, which),
            _ => null,
        }
        : null;
    }

    /// <inheritdoc/>
    public override (Entries State, string Reply) Apply(Entries state, StoreCommand command) => command.Verb switch
    {
        "put" => (state.With(command.Key, command.Value), Ok),
        "get" => (state, state.Of(command.Key)),
        "cas" when state.Of(command.Key) == command.Expected => (state.With(command.Key, command.Value), Ok),
        "cas" => (state, Failed),
        _ => (state with { Pings = state.Pings + 1 }, Ok),
    };

    /// <inheritdoc/>
    /// <remarks>
    /// Two compare-and-swaps commute if neither expects what the other expects or stores; two puts if they store the same.
    /// </remarks>
    public override bool Conflicts(StoreCommand one, StoreCommand other) =>
        !IsUniversal(one) && !IsUniversal(other) && one.Key == other.Key && (one.Verb, other.Verb) switch
        {
            ("get", "get") => false,
            ("put", "put") => one.Value != other.Value,
            ("cas", "cas") => one.Expected == other.Expected || one.Value == other.Expected || other.Value == one.Expected,
            _ => true,
        };

    /// <inheritdoc/>
    public override bool IsUniversal(StoreCommand command) => command.Verb == "ping";

    /// <inheritdoc/>
    public override string? PartOf(StoreCommand command) => IsUniversal(command) ? "pings" : $"key {command.Key}";
}
