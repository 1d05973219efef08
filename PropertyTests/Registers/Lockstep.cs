using BgpVerified.Spec.Protocols;

namespace BgpVerified.PropertyTests.Registers;

/// <summary>
/// Runs a role of one protocol beside the role of a register that it corresponds to, from every pair of states that the
/// two reach together by the same inputs, renamed.
/// </summary>
internal static class Lockstep
{
    /// <summary>Where the two went different ways.</summary>
    /// <param name="Input">The other protocol's input.</param>
    /// <param name="Left">What the other protocol's role sent, renamed; empty if it ignored the input.</param>
    /// <param name="Right">What the register's role sent.</param>
    public sealed record Difference(string Input, string Left, string Right);

    /// <summary>Explores all pairs.</summary>
    /// <param name="left">The other protocol's first state.</param>
    /// <param name="right">The register's first state.</param>
    /// <param name="inputs">The inputs of both.</param>
    /// <param name="onLeft">The other protocol's handler; what it sends is renamed already.</param>
    /// <param name="onRight">The register's handler.</param>
    /// <returns>How many pairs of states were reached, how many inputs had an effect in both, and every difference.</returns>
    public static (int Pairs, int Steps, IReadOnlyList<Difference> Differences) Explore<TLeft, TInput, TRight>(
        TLeft left,
        TRight right,
        IReadOnlyList<(TInput Left, Input Right)> inputs,
        Func<TLeft, TInput, (TLeft State, IReadOnlyList<Message> Sends)> onLeft,
        Func<TRight, Input, Step<TRight>> onRight)
        where TLeft : notnull
        where TInput : notnull
        where TRight : class
    {
        var visited = new HashSet<(TLeft, TRight)> { (left, right) };
        var queue = new Queue<(TLeft Left, TRight Right)>(visited);
        var differences = new HashSet<Difference>();
        var steps = 0;
        while (queue.TryDequeue(out var pair))
        {
            foreach (var (inLeft, inRight) in inputs)
            {
                var (leftAfter, leftSends) = onLeft(pair.Left, inLeft);
                var (rightAfter, rightSends) = onRight(pair.Right, inRight);
                var leftText = string.Join(", ", leftSends);
                var rightText = string.Join(", ", rightSends);
                if (leftText != rightText)
                {
                    differences.Add(new($"{inLeft}", leftText, rightText));
                }
                else if (visited.Add((leftAfter, rightAfter)))
                {
                    queue.Enqueue((leftAfter, rightAfter));
                }

                steps += leftText.Length > 0 && leftText == rightText ? 1 : 0;
            }
        }

        return (visited.Count, steps, [.. differences]);
    }
}
