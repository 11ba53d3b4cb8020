using Coxswain.Core.Sessions.Reading;

namespace Coxswain.Tests.Core.Sessions.Reading;

public sealed class ToolTargetTests
{
    [Theory]
    [InlineData("https://me:key@git.example/a/key?token=key#key", "https://git.example")]
    [InlineData("https://hooks.example:8443/services/T0/B0/key", "https://hooks.example:8443")]
    [InlineData("HTTP://Example.com", "http://example.com")]
    [InlineData("data:text/plain,key", "")]
    [InlineData("mailto:key@example.com", "mailto:example.com")]
    [InlineData("not an address", "")]
    [InlineData("", "")]
    public void Of_an_address_only_scheme_host_and_port_are_kept(string address, string kept) => Assert.Equal(kept, ToolTarget.OfAddress(address));

    [Theory]
    [InlineData("/home/dev/shop/a.cs", "/home/dev/shop/a.cs")]
    [InlineData("src/a.cs", "src/a.cs")]
    [InlineData("file:///home/dev/a.cs", "file:///home/dev/a.cs")]
    [InlineData("https://git.example/key/raw", "https://git.example")]
    [InlineData("s3://bucket/key", "s3://bucket")]
    public void File_keeps_its_path_unless_it_is_an_address(string path, string kept) => Assert.Equal(kept, ToolTarget.OfFile(path));

    [Fact]
    public void Line_keeps_no_path_of_an_address()
    {
        var batch = TranscriptReading.Lines(
            """{"type":"assistant","uuid":"u","timestamp":"2026-11-22T07:10:15.492Z","sessionId":"s","requestId":"r","message":{"id":"m","model":"claude-opus-5-5","content":[{"type":"tool_use","id":"t","name":"WebFetch","input":{"url":"https://git.example/key/x","prompt":"p"}}],"usage":{"input_tokens":1,"output_tokens":1}}}""");

        Assert.Equal("https://git.example", Assert.Single(batch.ToolCalls).Target);
    }
}
