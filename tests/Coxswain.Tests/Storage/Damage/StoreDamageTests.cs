using Coxswain.Storage;
using Coxswain.Storage.Damage;

namespace Coxswain.Tests.Storage.Damage;

/// <summary>ClickHouse's words, as ClickHouse 26.7 says them over damaged files.</summary>
public sealed class StoreDamageTests
{
    private const string Id = "5d5bf76d-f953-4432-9055-b2cba4d640c1";

    [Theory]
    [InlineData(40, "Checksum doesn't match: corrupted data.: (while reading from part /d/engine/store/5d5/" + Id + "/20260101_1_1_0/ in table d.w (x))", "20260101_1_1_0")]
    [InlineData(33, "Cannot read all data: While reading or decompressing /d/engine/store/5d5/" + Id + "/20260101_1_1_0/t.bin (position: 301216", "20260101_1_1_0")]
    [InlineData(107, "Cannot open file /d/engine/store/5d5/" + Id + "/all_2_14_3/t.bin: , errno: 2", "all_2_14_3")]
    [InlineData(1001, "std::__1::filesystem::filesystem_error: in file_size: No such file or directory [\"/d/store/5d5/" + Id + "/all_2_14_3_77/t.cmrk2\"].", "all_2_14_3_77")]
    public void File_of_a_part_is_suspected_and_named(int code, string words, string part)
    {
        Assert.True(StoreDamage.IsSuspected(code, words));
        Assert.Equal((Id, part), StoreDamage.PartIn(words));
    }

    [Theory]
    [InlineData(241, "memory limit exceeded: (while reading from part /d/store/5d5/" + Id + "/all_1_1_0/)")]
    [InlineData(394, "Query was cancelled: (while reading from part /d/store/5d5/" + Id + "/all_1_1_0/)")]
    [InlineData(117, "Cannot parse JSON: nonsense")]
    [InlineData(107, "Cannot open file /tmp/a.csv")]
    [InlineData(1001, "std::exception: something")]
    public void Other_failures_are_not_suspected(int code, string words) => Assert.False(StoreDamage.IsSuspected(code, words));

    [Theory]
    [InlineData("all_1_1_0", true)]
    [InlineData("20261124_1_17_2_33", true)]
    [InlineData("all_1_1_0'", false)]
    [InlineData("all_1_1_0\n", false)]
    [InlineData("", false)]
    public void Only_a_name_clickhouse_gives_a_part_stands_in_a_statement(string name, bool isOne)
    {
        if (isOne)
        {
            Assert.Equal(name, StoreDamage.PartName(name));
        }
        else
        {
            Assert.Throws<StoreRejectedException>(() => StoreDamage.PartName(name));
        }
    }

    [Fact]
    public void Mismatch_of_checksums_is_suspected_though_no_file_is_named()
    {
        Assert.True(StoreDamage.IsSuspected(40, "Checksum doesn't match: corrupted data."));
        Assert.Null(StoreDamage.PartIn("Checksum doesn't match: corrupted data."));
    }
}
