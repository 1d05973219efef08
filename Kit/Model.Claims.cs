using BgpVerified.Spec;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Kit;

/// <content>What must hold, and what must happen.</content>
public abstract partial class Model<TConfig>
{
    /// <summary>Adds properties and goals that read several roles: their processes are named by <see cref="IRole.Places"/>.</summary>
    /// <param name="claims">What must hold.</param>
    /// <param name="reached">What must happen at least once.</param>
    protected void Claims(IEnumerable<Property> claims, IEnumerable<Goal> reached)
    {
        properties.AddRange(claims);
        goals.AddRange(reached);
    }

    /// <summary>Asks for something in every state, of what is read of a role's correct processes.</summary>
    /// <typeparam name="TState">The role's state.</typeparam>
    /// <typeparam name="TSeen">What is read of a state; keep it small.</typeparam>
    /// <param name="role">The role.</param>
    /// <param name="name">The property's name, <c>...Inv</c>.</param>
    /// <param name="read">What is read of a process.</param>
    /// <param name="holds">Whether it holds, of what is read, in the order of the processes.</param>
    /// <param name="meaning">What it says, in one line.</param>
    protected void Invariant<TState, TSeen>(
        RoleModel<TState, TConfig> role, string name, Func<TState, TSeen> read, Func<IReadOnlyList<TSeen>, bool> holds, string meaning)
        where TState : class => Claim(PropertyKind.Invariant, role, name, read, (_, after) => holds(after), meaning);

    /// <summary>Asks for something in every step, of what is read of a role's correct processes before and after it.</summary>
    /// <typeparam name="TState">The role's state.</typeparam>
    /// <typeparam name="TSeen">What is read of a state.</typeparam>
    /// <param name="role">The role.</param>
    /// <param name="name">The property's name, <c>...Prop</c>.</param>
    /// <param name="read">What is read of a process.</param>
    /// <param name="holds">Whether it holds, of what is read before and after.</param>
    /// <param name="meaning">What it says, in one line.</param>
    protected void Always<TState, TSeen>(
        RoleModel<TState, TConfig> role, string name, Func<TState, TSeen> read,
            Func<IReadOnlyList<TSeen>, IReadOnlyList<TSeen>, bool> holds, string meaning)
        where TState : class => Claim(PropertyKind.Transition, role, name, read, holds, meaning);

    /// <summary>Asks for something in the end: where nothing fair is left to happen.</summary>
    /// <typeparam name="TState">The role's state.</typeparam>
    /// <typeparam name="TSeen">What is read of a state.</typeparam>
    /// <param name="role">The role.</param>
    /// <param name="name">The property's name, <c>...Prop</c>.</param>
    /// <param name="read">What is read of a process.</param>
    /// <param name="holds">Whether it holds, of what is read.</param>
    /// <param name="meaning">What it says, in one line.</param>
    protected void Eventually<TState, TSeen>(
        RoleModel<TState, TConfig> role, string name, Func<TState, TSeen> read, Func<IReadOnlyList<TSeen>, bool> holds, string meaning)
        where TState : class => Claim(PropertyKind.Eventually, role, name, read, (_, after) => holds(after), meaning);

    /// <summary>Asks that a step happens at least once, so that nothing holds because nothing happened.</summary>
    /// <typeparam name="TState">The state of the process that takes the step.</typeparam>
    /// <param name="name">The goal's name, <c>Reach...</c>.</param>
    /// <param name="step">Whether a step is it, by the state before and after.</param>
    /// <param name="meaning">What it says, in one line.</param>
    protected void Reach<TState>(string name, Func<TState, TState, bool> step, string meaning)
        where TState : class
    {
        MustEndOrBegin(name.StartsWith("Reach", StringComparison.Ordinal), $"the goal {name}", "a goal's name begins with Reach");
        goals.Add(new(name, (_, before, _, after) => before is TState b && after is TState a && step(b, a), (_, _) => true, meaning));
    }

    private static void MustEndOrBegin(bool does, string what, string rule)
    {
        if (!does)
        {
            throw new InvalidModelException($"{what} has another name than its kind has; {rule}");
        }
    }

    private void Claim<TState, TSeen>(
        PropertyKind kind, RoleModel role, string name, Func<TState, TSeen> read,
            Func<IReadOnlyList<TSeen>, IReadOnlyList<TSeen>, bool> holds, string meaning)
        where TState : class
    {
        var end = kind == PropertyKind.Invariant ? "Inv" : "Prop";
        MustEndOrBegin(name.EndsWith(end, StringComparison.Ordinal), $"the property {name}",
            $"the name of this kind of property ends with {end}");
        properties.Add(new(
            name, kind, role.Places, (_, state) => new Seen<TSeen>(read((TState)state)),
            (before, after) => holds(Values<TSeen>(before), Values<TSeen>(after)), meaning));
    }

    private bool IsForged(Message message) => message is SignedMessage signed && byzantine.Contains(signed.From);

    private static IReadOnlyList<TSeen> Values<TSeen>(IReadOnlyList<object> seen) => [.. seen.Select(one => ((Seen<TSeen>)one).Value)];

    private sealed record Seen<TSeen>(TSeen Value);
}
