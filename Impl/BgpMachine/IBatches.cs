using BgpVerified.Spec.Commands;
using Request = BgpVerified.Impl.Machines.Command;

namespace BgpVerified.Impl.BgpMachine;

/// <summary>
/// What commands of BGP stand for, where they are batches of clients' commands. A batch conflicts with another if one of its commands
/// does with one of the other's, or has its client and number; it is universally commutative if all of its commands are.
/// </summary>
public interface IBatches
{
    /// <summary>Which commands of BGP conflict, by the clients' commands in them.</summary>
    ConflictRelation Conflicts { get; }

    /// <summary>The clients' commands of a command of BGP, in the order in which they take effect; none if it cannot be read.</summary>
    /// <param name="command">The command of BGP.</param>
    /// <returns>The clients' commands.</returns>
    IReadOnlyList<Request> RequestsOf(Command command);
}
