namespace BgpVerified.Checker.Messages;

/// <summary>One message-by-message run: the worlds that it went through, and the step from each to the next.</summary>
/// <param name="Worlds">The worlds, the initial one first.</param>
/// <param name="Choices">The steps, one fewer.</param>
public sealed record MessageRun(IReadOnlyList<MessageWorld> Worlds, IReadOnlyList<Choice> Choices)
{
    /// <summary>The last world.</summary>
    public MessageWorld Final => Worlds[^1];

    /// <summary>Runs as the numbers say, and then fairly until nothing fair is left.</summary>
    /// <param name="initial">Where to start.</param>
    /// <param name="picks">Each picks the step of that place among the possible ones, counted round and round.</param>
    /// <returns>The run; equal arguments give equal runs.</returns>
    public static MessageRun Of(MessageWorld initial, IEnumerable<int> picks)
    {
        List<MessageWorld> worlds = [initial];
        List<Choice> taken = [];
        foreach (var pick in picks)
        {
            var choices = worlds[^1].Choices().ToList();
            if (choices.Count == 0)
            {
                break;
            }

            Take(choices[(int)((uint)Math.Abs((long)pick) % choices.Count)]);
        }

        // Round robin: each time the first process, after the one that acted last, that has a fair step.
        var processes = initial.States.Count;
        var turn = 0;
        while (worlds[^1].FairChoices().MinBy(choice => (choice.Process - turn + processes) % processes) is { } choice)
        {
            Take(choice);
            turn = (choice.Process + 1) % processes;
        }

        return new(worlds, taken);

        void Take(Choice choice)
        {
            worlds.Add(worlds[^1].Take(choice));
            taken.Add(choice);
        }
    }
}
