using System.Text;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Tests.Core.Recovery.Capabilities;

public sealed class ModelCatalogTests
{
    private const string Model =
        """
        {"id":"claude-a-1","family":"opus","context_tokens":200000,"max_output_tokens":32000,"bytes_per_token":3.5,"prefix_check":false,"thinking":["enabled","disabled"],
         "forced_tool":true,"sampling":true,"prefill":true,"fast":false,"fallbacks":["claude-b-1"],"source":"s"}
        """;

    [Fact]
    public void The_shipped_file_is_valid_and_names_the_newest_of_each_family_as_fallback()
    {
        var catalog = ModelCatalog.Shipped();

        Assert.Equal("claude-sonnet-5-5", catalog.Find("claude-opus-4-8")!.Fallbacks[0]);
        Assert.Equal("claude-haiku-5-5", catalog.Find("claude-sonnet-4-5")!.Fallbacks[0]);
        Assert.All(catalog.Models, model => Assert.All(model.Fallbacks, id => Assert.NotNull(catalog.Find(id))));
        Assert.Equal(
            ["claude-fable-5-2", "claude-fable-5-1", "claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5"],
            catalog.Models.Where(model => model.ChecksPrefix).Select(model => model.Id));
    }

    [Theory]
    [InlineData("claude-haiku-4-5", "claude-haiku-4-5-20251001")]
    [InlineData("claude-haiku-4-5-20251001", "claude-haiku-4-5-20251001")]
    [InlineData("claude-mythos-5-1", "claude-fable-5-1")]
    [InlineData("claude-opus-5-6", null)]
    [InlineData("claude-opus", null)]
    [InlineData("us.anthropic.claude-opus-5-5-v1:0", null)]
    [InlineData("claude-opus-5-5@20260922", null)]
    [InlineData("gpt-9", null)]
    [InlineData("", null)]
    public void Models_are_found_by_their_exact_ids(string model, string? id) => Assert.Equal(id, ModelCatalog.Shipped().Find(model)?.Id);

    [Theory]
    [InlineData("\"family\":\"opus\"", "\"family\":\"gpt\"", "$.models[0].family")]
    [InlineData("\"fast\":false", "\"fast\":1", "$.models[0].fast")]
    [InlineData("\"fast\":false", "\"fast\":false,\"colour\":1", "$.models[0].colour")]
    [InlineData("200000", "0", "$.models[0].context_tokens")]
    [InlineData("\"enabled\",", "\"sometimes\",", "$.models[0].thinking")]
    [InlineData("claude-a-1", "other-a-1", "$.models[0].id")]
    [InlineData("[\"claude-b-1\"]", "[\"claude-c-1\"]", "$.models[0].fallbacks: claude-c-1")]
    [InlineData("\"source\":\"s\"", "\"source\":\"s\",\"efforts\":[\"max\",\"low\"]", "$.models[0].efforts")]
    [InlineData("\"source\":\"s\"", "\"source\":\"s\",\"thinking_off\":\"adaptive\"", "$.models[0].thinking_off")]
    [InlineData("\"source\":\"s\"", "\"source\":\"s\",\"also\":[\"claude-b-1\"]", "$.models: claude-b-1 stands twice")]
    public void A_problem_is_told_with_its_place(string old, string bad, string place)
    {
        var problem = Assert.Throws<InvalidModelCatalogException>(() => Read(Model.Replace(old, bad, StringComparison.Ordinal)));

        Assert.Contains(place, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"schema\":\"\\ud800\"}")]
    public void What_is_not_a_capability_file_is_refused(string text) => Assert.Throws<InvalidModelCatalogException>(() => ModelCatalogReader.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void An_image_is_estimated_by_its_picture_and_not_by_its_bytes()
    {
        var image = Convert.ToBase64String(new byte[1_000_000]);
        var body = $$$"""{"model":"claude-opus-5","messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","data":"{{{image}}}"}}]}]}""";

        Assert.InRange(ModelCatalog.Shipped().Estimate(MessagesRequest.Read(Encoding.UTF8.GetBytes(body)).Request!, "claude-opus-5").Tokens, 1600, 1700);
    }

    private static ModelCatalog Read(string model)
    {
        var second = Model.Replace("claude-a-1", "claude-x", StringComparison.Ordinal).Replace("claude-b-1", "claude-a-1", StringComparison.Ordinal).Replace("claude-x", "claude-b-1", StringComparison.Ordinal);
        return ModelCatalogReader.Read(Encoding.UTF8.GetBytes(
            $$"""{"schema":1,"effective":"2026-11-26","thinking_controls_beta":"b","image_tokens":1600,"source":"s","models":[{{model}},{{second}}]}"""));
    }
}
