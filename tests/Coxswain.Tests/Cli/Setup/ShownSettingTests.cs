using Coxswain.Cli.Setup;

namespace Coxswain.Tests.Cli.Setup;

public sealed class ShownSettingTests
{
    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "\"authorization=Bearer abc\"", "(not shown)")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_HEADERS", "{\"k\":\"abc\"}", "(not shown)")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_HEADERS", "\"\"", "\"\"")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "\"https://me:abc@host.example:8443\"", "\"https://host.example:8443/…\"")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "\"https://host.example/abc/otlp\"", "\"https://host.example/…\"")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "\"https://host.example?key=abc\"", "\"https://host.example/…\"")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "\"abc\"", "(not shown)")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "[\"abc\"]", "(not shown)")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "\"http://127.0.0.1:4318/v1/logs\"", "\"http://127.0.0.1:4318/v1/logs\"")]
    [InlineData("OTEL_LOGS_EXPORTER", "\"console\"", "\"console\"")]
    public void Keys_are_hidden_and_everything_else_is_shown(string name, string json, string expected) => Assert.Equal(expected, ShownSetting.Of(name, json));
}
