namespace BgpVerified.Checker.Exploration;

/// <summary>
/// Shows, while a system is explored up to the names of interchangeable processes, that these names make no difference:
/// swapping two neighbours of a group maps every step to a step, and leaves every property's verdict as it is.
/// </summary>
/// <remarks>
/// <para>
/// A swap acts on states by exchanging two processes' nodes. Each remembered result (<see cref="Fact"/>) is compared with
/// the result for what the swap makes of its arguments. Working that out may be new, and is then a fact itself, which is
/// compared under every swap again. So what is compared in the end is closed under all permutations of the groups:
/// everything that the whole graph would ask for, of which the reduced graph asks for one in each class.
/// </para>
/// <para>
/// Compared are: what messages add to a part, unions, what is seen of them, derived parts, all successors of a node with
/// their fairness, goals and visibility, and the verdicts of properties. A part that one process of a group reads where
/// another reads another part goes over to that one. What differs ends the exploration with a
/// <see cref="ReductionRefusedException"/>. Whether a goal is reached in its context is not compared: a goal that is not
/// reached is looked for again without the reduction.
/// </para>
/// </remarks>
internal sealed class SymmetryProof
{
    private readonly Machine machine;
    private readonly Swap[] swaps;

    /// <summary>Prepares the proof for a machine with groups.</summary>
    /// <param name="machine">The machine.</param>
    /// <exception cref="ReductionRefusedException">The processes of a group differ from the start.</exception>
    public SymmetryProof(Machine machine)
    {
        this.machine = machine;
        swaps =
        [
            .. from @group in machine.Groups
               from neighbours in @group.Zip(@group.Skip(1))
               select new Swap(machine, neighbours.First, neighbours.Second),
        ];
    }

    /// <summary>How many comparisons were made.</summary>
    public long Comparisons { get; private set; }

    /// <summary>Compares what was worked out since the last time.</summary>
    /// <exception cref="ReductionRefusedException">Something differs.</exception>
    public void Compare()
    {
        while (machine.Facts.TryTake(out var fact))
        {
            foreach (var swap in swaps)
            {
                Comparisons++;
                Compare(swap, fact);
            }
        }
    }

    private void Compare(Swap swap, Fact fact)
    {
        var parts = machine.Parts;
        switch (fact.Kind)
        {
            case FactKind.Share:
                swap.Gathers(fact.Of, fact.C, parts.ShareOf(swap.Part(fact.Of), swap.Of(fact.A), fact.B));
                break;
            case FactKind.Union:
                swap.Gathers(fact.Of, fact.C, parts.Union(swap.Part(fact.Of), swap.Gathered(fact.Of, fact.A),
                    swap.Gathered(fact.Of, fact.B)));
                break;
            case FactKind.Projection:
                swap.Projects(fact.Of, fact.A, fact.C, machine.Monitor.ProjectionOf(fact.Of, swap.Of(fact.A), fact.B));
                break;
            case FactKind.Derived:
                var (left, right) = parts.Sources(fact.Of)!.Value;
                swap.Sees(fact.Of, fact.C, parts.Derive(swap.Part(fact.Of), swap.Seen(left, fact.A), swap.Seen(right, fact.B)));
                break;
            case FactKind.Reaction:
                CompareReaction(swap, fact);
                break;
            default:
                CompareVerdict(swap, fact);
                break;
        }
    }

    private void CompareReaction(Swap swap, Fact fact)
    {
        var part = machine.PartOfReading(fact.Of);
        var image = machine.Suppose(swap.Reading(fact.Of), fact.A, part < 0 ? 0 : swap.Seen(part, fact.B));
        if (!machine.Successors(machine.Suppose(fact.Of, fact.A, fact.B)).SequenceEqual(machine.Successors(image)))
        {
            throw swap.Refused($"what {machine.NameOf(machine.SlotOfReading(fact.Of))} does"
                + (part < 0 ? string.Empty : $" when it reads '{machine.Parts.NameOf(part)}'"));
        }
    }

    private void CompareVerdict(Swap swap, Fact fact)
    {
        var (before, after) = (Image(swap, fact.Of, fact.A), Image(swap, fact.Of, fact.B));
        if (machine.Monitor.Holds(fact.Of, before, after) != (fact.C == 1))
        {
            throw swap.Refused($"whether {machine.Monitor.PropertyOf(fact.Of).Name} holds");
        }
    }

    /// <summary>What a property reads after the swap: each process's part is now at the process that it is swapped with.</summary>
    private int Image(Swap swap, int property, int tuple)
    {
        var slots = machine.Monitor.SlotsOf(property);
        var read = machine.Monitor.Combination(property, tuple);
        return machine.Monitor.TupleOf(property, slots.Select(slot =>
            swap.Projection(property, swap.Of(slot), read[IndexOf(slots, swap.Of(slot))])));
    }

    private static int IndexOf(IReadOnlyList<int> slots, int slot) => slots.TakeWhile(other => other != slot).Count();
}
