namespace BgpVerified.Checker.Exploration;

/// <summary>The swap of two interchangeable processes, and what it makes of readings, parts, and what these see.</summary>
internal sealed class Swap
{
    private readonly Machine machine;
    private readonly int one;
    private readonly int other;
    private readonly int[] readings;
    private readonly int[] parts;
    private readonly LazyNumbers[] gathered;
    private readonly LazyNumbers[] seen;
    private readonly Dictionary<(int Property, int Slot, int Projection), int> projections = [];

    /// <summary>Prepares the swap of two slots of a group.</summary>
    /// <exception cref="ReductionRefusedException">They do not read alike, do not start alike, may not crash alike, or a property reads one
    /// only.</exception>
    public Swap(Machine machine, int one, int other)
    {
        this.machine = machine;
        (this.one, this.other) = (one, other);
        if (machine.InitialNodes[one] != machine.InitialNodes[other])
        {
            throw Refused("how they start");
        }

        if (machine.MayCrash(one) != machine.MayCrash(other) || machine.IsObserver(one) != machine.IsObserver(other))
        {
            throw Refused("what may become of them");
        }

        foreach (var property in Enumerable.Range(0, machine.Monitor.Count))
        {
            var read = machine.Monitor.SlotsOf(property);
            if (read.Contains(one) != read.Contains(other))
            {
                throw Refused($"whether {machine.Monitor.PropertyOf(property).Name} looks at them");
            }
        }

        readings = MatchReadings();
        parts = MatchViews();
        gathered = [.. parts.Select(_ => new LazyNumbers())];
        seen = [.. parts.Select(_ => new LazyNumbers())];
        foreach (var part in Enumerable.Range(0, parts.Length).Where(part => machine.Parts.Sources(part) is null))
        {
            Gathers(part, 0, 0);
        }
    }

    /// <summary>Where a slot goes.</summary>
    public int Of(int slot) => slot == one ? other : slot == other ? one : slot;

    /// <summary>Where a reading goes.</summary>
    public int Reading(int reading) => readings[reading];

    /// <summary>Where a part goes.</summary>
    public int Part(int part) => parts[part];

    /// <summary>What becomes of a gathered set.</summary>
    public int Gathered(int part, int content) => Known(gathered[part].Find(content), part);

    /// <summary>What becomes of what a part sees.</summary>
    public int Seen(int part, int number) => Known(seen[part].Find(number), part);

    /// <summary>Notes what becomes of a gathered set, and of what is seen of it.</summary>
    /// <exception cref="ReductionRefusedException">It was something else before.</exception>
    public void Gathers(int part, int content, int image)
    {
        Note(gathered[part], content, image, part);
        Sees(part, machine.Parts.SeenOf(part, content), machine.Parts.SeenOf(parts[part], image));
    }

    /// <summary>Notes what becomes of what a part sees.</summary>
    /// <exception cref="ReductionRefusedException">It was something else before.</exception>
    public void Sees(int part, int number, int image) => Note(seen[part], number, image, part);

    /// <summary>What becomes of what a property reads of a slot.</summary>
    public int Projection(int property, int slot, int projection) =>
        slot == Of(slot) ? projection : projections[(property, slot, projection)];

    /// <summary>Notes what becomes of what a property reads of a slot.</summary>
    /// <exception cref="ReductionRefusedException">It was something else before.</exception>
    public void Projects(int property, int slot, int projection, int image)
    {
        if (slot != Of(slot) && !projections.TryAdd((property, slot, projection), image)
            && projections[(property, slot, projection)] != image)
        {
            throw Refused($"what {machine.Monitor.PropertyOf(property).Name} reads of them");
        }
    }

    /// <summary>That the reduction is refused, and what differs.</summary>
    public ReductionRefusedException Refused(string what) =>
        new($"{machine.NameOf(one)} and {machine.NameOf(other)} are not interchangeable: they differ in {what}", isOfSymmetry: true);

    private int Known(int image, int part) =>
        image >= 0 ? image : throw Refused($"what '{machine.Parts.NameOf(part)}' shows");

    private void Note(LazyNumbers images, int number, int image, int part)
    {
        var known = images.Find(number);
        if (known < 0)
        {
            images.Set(number, image);
        }
        else if (known != image)
        {
            throw Refused($"what '{machine.Parts.NameOf(part)}' shows");
        }
    }

    /// <summary>The readings of the two processes correspond in their order; all others stay.</summary>
    private int[] MatchReadings()
    {
        var all = Enumerable.Range(0, machine.ReadingCount).ToArray();
        var ofOne = all.Where(reading => machine.SlotOfReading(reading) == one).ToList();
        var ofOther = all.Where(reading => machine.SlotOfReading(reading) == other).ToList();
        if (ofOne.Count != ofOther.Count)
        {
            throw Refused("how much they read");
        }

        foreach (var (mine, yours) in ofOne.Zip(ofOther))
        {
            (all[mine], all[yours]) = (yours, mine);
        }

        return all;
    }

    /// <summary>Where one process reads a part, the other reads what that part goes over to; so with all that it is derived from.</summary>
    private int[] MatchViews()
    {
        var found = Enumerable.Repeat(-1, machine.Parts.Count).ToArray();
        for (var reading = 0; reading < readings.Length; reading++)
        {
            Match(machine.PartOfReading(reading), machine.PartOfReading(readings[reading]));
        }

        return found;

        void Match(int from, int to)
        {
            if (from < 0 && to < 0)
            {
                return;
            }

            if (from < 0 || to < 0 || (found[from] >= 0 && found[from] != to))
            {
                throw Refused("which parts of the world they read");
            }

            if (found[from] == to)
            {
                return;
            }

            found[from] = to;
            var (sources, images) = (machine.Parts.Sources(from), machine.Parts.Sources(to));
            if (sources is null != images is null)
            {
                throw Refused("which parts of the world they read");
            }

            if (sources is { } s && images is { } i)
            {
                Match(s.Left, i.Left);
                Match(s.Right, i.Right);
            }
        }
    }
}
