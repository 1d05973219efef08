namespace BgpVerified.Runtime.Hosting;

/// <summary>Looks again and again whether something is due: one look at a time is ahead, however often it is asked for.</summary>
/// <param name="clock">The time.</param>
/// <param name="look">Does what is due; says after which time it must look again, and null if it need not.</param>
public sealed class Watch(IClock clock, Func<TimeSpan?> look)
{
    private bool isTimed;

    /// <summary>Looks now, unless a look is ahead.</summary>
    public void Look()
    {
        if (isTimed || look() is not { } again)
        {
            return;
        }

        isTimed = true;
        clock.After(again, () =>
        {
            isTimed = false;
            Look();
        });
    }
}

/// <summary>
/// The patience of a replica of a state machine: it is lost when requests that it has heard of wait, and none was executed for too long.
/// </summary>
public sealed class Patience
{
    private readonly HashSet<string> waiting = [];
    private readonly HashSet<string> executed = [];
    private readonly IClock clock;
    private readonly Func<TimeSpan> length;
    private readonly Action lose;
    private readonly Watch watch;
    private TimeSpan since;

    /// <summary>Patience, while nothing waits.</summary>
    /// <param name="clock">The time.</param>
    /// <param name="length">How long it is; asked at each look.</param>
    /// <param name="lose">What to do when it is lost; then it begins anew.</param>
    public Patience(IClock clock, Func<TimeSpan> length, Action lose)
    {
        (this.clock, this.length, this.lose) = (clock, length, lose);
        watch = new(clock, Look);
    }

    /// <summary>A request has come: it waits, unless it is executed.</summary>
    /// <param name="request">Its name.</param>
    public void Heard(string request)
    {
        if (!executed.Contains(request) && waiting.Add(request))
        {
            since = waiting.Count == 1 ? clock.Now : since;
            watch.Look();
        }
    }

    /// <summary>Requests were executed.</summary>
    /// <param name="requests">Their names.</param>
    public void Executed(IEnumerable<string> requests)
    {
        foreach (var request in requests)
        {
            executed.Add(request);
            waiting.Remove(request);
        }

        Restart();
    }

    /// <summary>There is progress: patience begins anew.</summary>
    public void Restart() => since = clock.Now;

    private TimeSpan? Look()
    {
        if (waiting.Count == 0)
        {
            return null;
        }

        if (clock.Now >= since + length())
        {
            lose();
            Restart();
        }

        return since + length() - clock.Now;
    }
}
