using Coxswain.Dashboard.Pages;

namespace Coxswain.Tests.Dashboard.Pages;

public sealed class NameMatchTests
{
    private static readonly string[] Projects = ["/home/dev/shop", "/home/dev/shop-api", "/srv/client/api", "/home/dev/api", "/home/dev/Billing"];
    private static readonly string[] Models = ["claude-opus-5-5", "claude-haiku-5-5", "other-model"];

    [Theory]
    [InlineData("/home/dev/shop", "/home/dev/shop")]
    [InlineData("/home/dev/shop/", "/home/dev/shop/")]
    [InlineData("/home/dev", "/home/dev")]
    [InlineData("shop", "/home/dev/shop")]
    [InlineData("dev/shop", "/home/dev/shop")]
    [InlineData("client/api", "/srv/client/api")]
    [InlineData("billing", "/home/dev/Billing")]
    [InlineData("api", "/srv/client/api", "/home/dev/api")]
    [InlineData("sho")]
    [InlineData("/home/de")]
    public void Project_is_meant_by_its_folder_one_above_or_its_end_as_tables_print_it(string written, params string[] meant) => Assert.Equal(meant, NameMatch.Project(written, Projects).Meant);

    [Theory]
    [InlineData("claude-opus-5-5", "claude-opus-5-5")]
    [InlineData("us.anthropic.claude-opus-5-5-v1:0", "us.anthropic.claude-opus-5-5-v1:0")]
    [InlineData("opus-5-5", "claude-opus-5-5")]
    [InlineData("OPUS-5-5", "claude-opus-5-5")]
    [InlineData("other-model", "other-model")]
    [InlineData("opus")]
    public void Model_is_meant_by_any_spelling_or_as_tables_print_it(string written, params string[] meant) => Assert.Equal(meant, NameMatch.Model(written, Models).Meant);

    [Fact]
    public void Nearest_are_those_that_have_the_name_in_them_then_those_of_nearly_the_same_letters()
    {
        Assert.Equal(["/home/dev/shop", "/home/dev/shop-api"], NameMatch.Near("sho", Projects).Take(2));
        Assert.Equal("claude-haiku-5-5", NameMatch.Near("claude-haiku-5-6", Models)[0]);
    }
}
