namespace BgpVerified.Checker.Exploration;

/// <summary>Gives each distinct value a number, from 0, once. One writer at a time; readers of known numbers need no lock.</summary>
internal sealed class Interner<T>
    where T : notnull
{
    private readonly Dictionary<T, int> numbers = [];
    private volatile T[] values = new T[16];

    public int Count => numbers.Count;

    public T this[int number] => values[number];

    public int Intern(T value)
    {
        if (!numbers.TryGetValue(value, out var number))
        {
            number = numbers.Count;
            if (number == values.Length)
            {
                var larger = new T[2 * number];
                values.CopyTo(larger, 0);
                values = larger;
            }

            values[number] = value;
            numbers.Add(value, number);
        }

        return number;
    }
}

/// <summary>A number for each number, found when first asked for. One writer at a time; readers need no lock.</summary>
internal sealed class LazyNumbers
{
    private volatile int[] plusOne = new int[64];

    /// <summary>The number; -1 if it is not known yet.</summary>
    public int Find(int index)
    {
        var known = plusOne;
        return index < known.Length ? Volatile.Read(ref known[index]) - 1 : -1;
    }

    public void Set(int index, int value)
    {
        if (index >= plusOne.Length)
        {
            var larger = new int[Math.Max(index + 1, 2 * plusOne.Length)];
            plusOne.CopyTo(larger, 0);
            plusOne = larger;
        }

        Volatile.Write(ref plusOne[index], value + 1);
    }
}
