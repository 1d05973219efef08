using BgpVerified.Kit;

namespace BgpVerified.Impl.Machines;

/// <summary>A client's command: which one of that client's it is tells whether it comes again.</summary>
/// <param name="Client">The client.</param>
/// <param name="Number">Which of its commands, from 1.</param>
/// <param name="Does">What it does to the register: the value that it writes, or <see cref="Register.Read"/>.</param>
public sealed record Command(ProcessId Client, int Number, string Does) : IComparable<Command>
{
    /// <summary>No command: that of a slot in which nothing is known.</summary>
    public static Command None { get; } = new(default, 0, Register.None);

    /// <summary>The null command: a slot is filled with it, and nothing is executed.</summary>
    public static Command NoOp { get; } = new(default, 0, "no-op");

    /// <summary>By client, then by number.</summary>
    /// <param name="other">The other command.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(Command? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = (Client, Number).CompareTo((other.Client, other.Number));
        return order != 0 ? order : string.CompareOrdinal(Does, other.Does);
    }

    /// <inheritdoc/>
    public override string ToString() => Number == 0 ? Does == Register.None ? "-" : Does : $"{Does}@{Client}.{Number}";
}
