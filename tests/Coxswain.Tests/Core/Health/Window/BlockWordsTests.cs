using Coxswain.Core.Health.Window;

namespace Coxswain.Tests.Core.Health.Window;

public sealed class BlockWordsTests
{
    [Theory]
    [InlineData("see src/login/auth.js now", "auth.js")]
    [InlineData("`retryCount` is", "retryCount")]
    [InlineData("MAX_TRIES=3", "max_tries")]
    [InlineData("sha256sum", "sha256sum")]
    [InlineData("my-file.test.ts.", "my-file.test.ts")]
    public void Names_are_found(string text, string name) => Assert.Contains(BlockWords.OfFile(name), BlockWords.Of(text));

    [Theory]
    [InlineData("All is well. Nothing was found in the folder, e.g. 3.14 or 2026-11-20.")]
    [InlineData("Know download shutdown IMPORTANT")]
    [InlineData("a.b x_1")]
    [InlineData("")]
    public void Words_of_a_language_and_numbers_are_none(string text) => Assert.Empty(BlockWords.Of(text));

    [Fact]
    public void A_file_is_named_by_the_last_part_of_its_path_whatever_the_case()
        => Assert.Contains(BlockWords.OfFile("/home/dev/shop/src/Auth.js"), BlockWords.Of("open auth.JS"));

    [Fact]
    public void Endless_words_and_many_of_them_are_bounded()
    {
        Assert.Empty(BlockWords.Of(new string('a', 1_000_000) + "_1"));
        Assert.InRange(BlockWords.Of(string.Join(' ', Enumerable.Range(0, 100_000).Select(at => $"name_{at}"))).Count, 1000, 1030);
    }
}
