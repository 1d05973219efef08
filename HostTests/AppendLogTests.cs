using BgpVerified.Host.Storage;
using Xunit;

namespace BgpVerified.HostTests;

/// <summary>What was saved is there again, whatever a crash has left at the end of the file.</summary>
public sealed class AppendLogTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("bgpv-log-").FullName;

    [Fact]
    public void What_was_saved_last_under_a_key_is_recovered()
    {
        using (var log = new AppendLog(folder))
        {
            Assert.Empty(log.Recovered);
            log.Save([(1, [1]), (2, [2])]);
            log.Save([(1, [3, 3])]);
        }

        using var again = new AppendLog(folder);
        Assert.Equal([3, 3], again.Recovered[1]);
        Assert.Equal([2], again.Recovered[2]);
    }

    [Fact]
    public void A_torn_record_at_the_end_is_cut_off_wherever_it_is_torn()
    {
        var file = Path.Combine(folder, "state-0.log");
        long whole;
        using (var log = new AppendLog(folder))
        {
            log.Save([(1, [1, 1, 1])]);
            whole = Directory.EnumerateFiles(folder).Max(name => new FileInfo(name).Length);
            log.Save([(1, [2, 2, 2])]);
        }

        var bytes = File.ReadAllBytes(file);
        for (var length = whole; length < bytes.Length; length++)
        {
            File.WriteAllBytes(file, bytes[..(int)length]);
            using (var log = new AppendLog(folder))
            {
                Assert.Equal([1, 1, 1], log.Recovered[1]);
                Assert.Equal(length > whole, log.IsCut);
                log.Save([(2, [5])]);
            }

            using var again = new AppendLog(folder);
            Assert.Equal(2, again.Recovered.Count);
        }
    }

    [Fact]
    public void A_record_with_a_wrong_byte_does_not_count()
    {
        var file = Path.Combine(folder, "state-0.log");
        using (var log = new AppendLog(folder))
        {
            log.Save([(1, [1])]);
            log.Save([(1, [2])]);
        }

        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        using var again = new AppendLog(folder);
        Assert.Equal([1], again.Recovered[1]);
    }

    [Fact]
    public void A_file_that_has_grown_is_left_for_the_other_which_counts_once_it_is_whole()
    {
        using (var log = new AppendLog(folder, smallestFull: 1000))
        {
            for (var i = 0; i < 200; i++)
            {
                log.Save([(i % 3, [(byte)i, .. new byte[50]])]);
            }
        }

        Assert.All(Directory.EnumerateFiles(folder), name => Assert.InRange(new FileInfo(name).Length, 1, 2000));
        var later = Directory.EnumerateFiles(folder).ToList();
        Assert.Equal(2, later.Count);
        using (var again = new AppendLog(folder))
        {
            Assert.Equal([197, 198, 199], again.Recovered.Values.Select(value => (int)value[0]).Order());
        }

        // The other one is begun, and the crash comes before it has the values.
        foreach (var torn in later)
        {
            var kept = later.ToDictionary(name => name, File.ReadAllBytes);
            File.WriteAllBytes(torn, kept[torn][..30]);
            using (var log = new AppendLog(folder))
            {
                Assert.Equal(3, log.Recovered.Count);
            }

            foreach (var (name, bytes) in kept)
            {
                File.WriteAllBytes(name, bytes);
            }
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
