using BgpVerified.Cli.Hosted;
using BgpVerified.PropertyTests.Architecture;
using BgpVerified.Runtime.Wire;
using BgpVerified.Spec.Commands;
using Xunit;

namespace BgpVerified.PropertyTests.Wire;

/// <summary>
/// docs/wire.proto: the numbers of types and of fields as they are on the wire and on disks. Numbers are added, and never changed.
/// <c>UPDATE_DOCS=1</c> writes the file.
/// </summary>
public sealed class WireDocument
{
    [Fact]
    public void Types_and_fields_have_the_numbers_that_they_had()
    {
        var path = Path.Combine(SourceFiles.Root(), "docs", "wire.proto");
        var text = new WireFormat([.. BgpWire.OfBgp, .. BgpWire.OfMachine], _ => ConflictRelation.None).Describe("bgpverified");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path), text);
    }
}
