using CsCheck;
using Coxswain.Core.Pricing;

namespace Coxswain.Tests.Core.Pricing;

public sealed class ModelIdTests
{
    [Theory]
    [InlineData("claude-opus-5-5", "claude-opus-5-5")]
    [InlineData(" Claude-Opus-5-5 ", "claude-opus-5-5")]
    [InlineData("claude-opus-5-5[1m]", "claude-opus-5-5")]
    [InlineData("claude-opus-5-5[1M]", "claude-opus-5-5")]
    [InlineData("claude-opus-5-5-20260922", "claude-opus-5-5")]
    [InlineData("claude-opus-5-5-20260922[1m]", "claude-opus-5-5")]
    [InlineData("claude-opus-5-5@20260922", "claude-opus-5-5")]
    [InlineData("claude-opus-5-5@default", "claude-opus-5-5")]
    [InlineData("anthropic.claude-opus-4-20250514-v1:0", "claude-opus-4")]
    [InlineData("us.anthropic.claude-opus-4-20250514-v1:0", "claude-opus-4")]
    [InlineData("eu.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5")]
    [InlineData("global.anthropic.claude-opus-4-6-v1", "claude-opus-4-6")]
    [InlineData("us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5")]
    [InlineData("anthropic.claude-3-haiku-20240307-v1:0:200k", "claude-3-haiku")]
    [InlineData("claude-3-5-sonnet-v2@20241022", "claude-3-5-sonnet")]
    [InlineData("claude-3-7-sonnet-latest", "claude-3-7-sonnet")]
    [InlineData("anthropic/claude-sonnet-5", "claude-sonnet-5")]
    [InlineData("publishers/anthropic/models/claude-haiku-5-5", "claude-haiku-5-5")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-5-5-v1:0", "claude-opus-5-5")]
    [InlineData("claude-opus-5", "claude-opus-5")]
    [InlineData("claude-fable-5-1", "claude-fable-5-1")]
    [InlineData("custom.claude-opus-5-5", "custom.claude-opus-5-5")]
    [InlineData("claude-opus-5-5-v2-beta", "claude-opus-5-5-v2-beta")]
    [InlineData("", "")]
    public void Providers_decoration_goes_and_nothing_else(string spelling, string expected) =>
        Assert.Equal(expected, ModelId.Normalise(spelling));

    [Fact]
    public void Normalising_what_the_book_lists_changes_nothing() =>
        Assert.All(PriceBookLoader.Shipped().Prices, price => Assert.Equal(price.ModelId, ModelId.Normalise(price.ModelId)));

    [Fact]
    public void Any_decoration_of_a_known_model_finds_it()
    {
        var ids = PriceBookLoader.Shipped().Prices.Select(price => price.ModelId).Distinct().ToArray();
        Gen.Select(
                OneOf("", "anthropic/", "a/b/"),
                OneOf("", "anthropic.", "us.anthropic.", "ap-x.anthropic."),
                OneOf(ids),
                OneOf("", "-20260101", "-latest"),
                OneOf("", "-v1", "-v1:0", "-v2:0:200k"),
                OneOf("", "@20260101", "@default"),
                OneOf("", "[1m]"))
            .Sample((folder, vendor, id, date, version, vertex, window) =>
                Assert.Equal(id, ModelId.Normalise(folder + vendor + id + date + version + vertex + window)));
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);
}
