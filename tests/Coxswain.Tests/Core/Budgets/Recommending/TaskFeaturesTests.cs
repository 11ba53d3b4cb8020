using Coxswain.Core.Budgets.Recommending;

namespace Coxswain.Tests.Core.Budgets.Recommending;

public sealed class TaskFeaturesTests
{
    [Theory]
    [InlineData("debugging", "debug")]
    [InlineData("Files", "file")]
    [InlineData("summaries", "summary")]
    [InlineData("Please read the file.", "reading a file")]
    [InlineData("Renamed classes", "rename class")]
    [InlineData("processes", "process")]
    public void Forms_of_a_word_are_one(string one, string other) => Assert.Equal(TaskFeatures.Of(one).Terms, TaskFeatures.Of(other).Terms);

    [Theory]
    [InlineData("read file", "file read")]
    [InlineData("class", "clas")]
    [InlineData("lock", "log")]
    public void Other_words_or_another_order_are_not(string one, string other) => Assert.NotEqual(TaskFeatures.Of(one).Terms, TaskFeatures.Of(other).Terms);

    [Fact]
    public void Languages_without_spaces_have_terms_for_their_parts()
        => Assert.NotEmpty(TaskFeatures.Of("認証の問題").Terms!.Intersect(TaskFeatures.Of("この認証").Terms!));

    [Fact]
    public void What_is_not_known_is_not_none()
    {
        Assert.Equal(new TaskFeatures(), TaskFeatures.Of(null));
        Assert.Empty(TaskFeatures.Of("").Terms!);
        Assert.Empty(TaskFeatures.Of(null, tools: []).Tools!);
        Assert.Null(TaskFeatures.Of(null, files: -1, promptTokens: 0).Files);
    }

    [Fact]
    public void Any_text_gives_a_bounded_number_of_ascending_terms()
    {
        var random = new Random(11);
        for (var i = 0; i < 200; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(20_000)).Select(_ => (char)(random.Next(4) == 0 ? random.Next(0x10000) : " abcdefgings"[random.Next(12)]))]);

            var terms = TaskFeatures.Of(text).Terms!;

            Assert.True(terms.Count <= TaskWords.MostTerms);
            Assert.Equal(terms.Distinct().Order(), terms);
        }
    }
}
