using System.Runtime.InteropServices;
using System.Text.Json;
using Coxswain.Testing.Otlp;

namespace Coxswain.Testing.Processes;

/// <summary>
/// The real Claude Code client, run headless with a home folder of its own against an upstream on loopback.
/// It comes from <c>tests/npm</c> (a development dependency) or from <c>COX_CLAUDE</c>. No account and no key of anyone's is used.
/// </summary>
public sealed class ClaudeCode
{
    public const string Version = "2.1.330";

    private readonly LoopbackNetwork _network;

    public ClaudeCode(LoopbackNetwork network, string home)
    {
        _network = network;
        Home = home;
        ProjectFolder = Path.Combine(home, "shop");
        Directory.CreateDirectory(Path.Combine(ProjectFolder, "src"));
        Directory.CreateDirectory(ConfigFolder);
        File.WriteAllText(Path.Combine(ProjectFolder, "README.md"), "# Shop\nA tiny web shop.\n");
        File.WriteAllText(
            Path.Combine(ProjectFolder, "src", "auth.js"),
            "export function login(user) {\n  if (!user) throw new Error(\"authentication error\");\n  return true;\n}\n");
    }

    /// <summary>Path of the program.</summary>
    public static string Program => Find();

    public string Home { get; }

    public string ProjectFolder { get; }

    /// <summary>Holds <c>projects</c> with the transcripts.</summary>
    public string ConfigFolder => Path.Combine(Home, ".claude");

    /// <summary>Further variables of the client's environment; they win.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>A session that takes longer is ended.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(90);

    /// <param name="telemetry">Where telemetry goes; <see langword="null"/> switches it off.</param>
    public async Task<ClaudeResult> RunAsync(
        string upstream, (string Address, OtlpProtocol Protocol)? telemetry, string prompt, CancellationToken cancellationToken, params string[] arguments)
    {
        string[] all =
        [
            "-p", prompt, "--output-format", "stream-json", "--verbose",
            "--allowedTools", "Read Grep Glob Bash(ls:*) Edit Write Task Agent", .. arguments,
        ];
        await using var process = ChildProcess.Start(_network, Find(), all, Environment(upstream, telemetry), ProjectFolder);
        var code = await process.WaitAsync(Limit, cancellationToken);
        return ClaudeResult.Of(code, process.Output, process.Errors);
    }

    /// <summary>An interactive session on a terminal, past the questions of a first start.</summary>
    public Task<TmuxSession> StartAsync(string upstream, (string Address, OtlpProtocol Protocol)? telemetry, int columns, CancellationToken cancellationToken)
    {
        var environment = Environment(upstream, telemetry);
        var known = new
        {
            hasCompletedOnboarding = true,
            theme = "dark",
            customApiKeyResponses = new { approved = new[] { environment["ANTHROPIC_API_KEY"] }, rejected = Array.Empty<string>() },
            projects = new Dictionary<string, object> { [ProjectFolder] = new { hasTrustDialogAccepted = true } },
        };
        File.WriteAllText(Path.Combine(Home, ".claude.json"), JsonSerializer.Serialize(known));
        return TmuxSession.StartAsync(_network, [Find()], environment, ProjectFolder, columns, cancellationToken);
    }

    private Dictionary<string, string> Environment(string upstream, (string Address, OtlpProtocol Protocol)? telemetry)
    {
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = System.Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
            ["HOME"] = Home,
            ["IS_SANDBOX"] = "1",
            ["ANTHROPIC_BASE_URL"] = upstream,
            ["ANTHROPIC_API_KEY"] = "sk-ant-test",
            ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1",
            ["DISABLE_AUTOUPDATER"] = "1",
            ["CLAUDE_CODE_MAX_RETRIES"] = "3",
        };
        foreach (var (name, value) in Variables)
        {
            environment[name] = value;
        }

        if (telemetry is not { } target)
        {
            return environment;
        }

        environment["CLAUDE_CODE_ENABLE_TELEMETRY"] = "1";
        environment["OTEL_METRICS_EXPORTER"] = "otlp";
        environment["OTEL_LOGS_EXPORTER"] = "otlp";
        environment["OTEL_LOGS_EXPORT_INTERVAL"] = "500";
        environment["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        environment["OTEL_LOG_TOOL_DETAILS"] = "1";
        environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = target.Address;
        environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = target.Protocol switch
        {
            OtlpProtocol.HttpJson => "http/json",
            OtlpProtocol.HttpProtobuf => "http/protobuf",
            _ => "grpc",
        };
        return environment;
    }

    private static string Find()
    {
        if (System.Environment.GetEnvironmentVariable("COX_CLAUDE") is { Length: > 0 } given)
        {
            return given;
        }

        var architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        var system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var program = RepositoryRoot.Combine("tests", "npm", "node_modules", "@anthropic-ai", $"claude-code-{system}-{architecture}", "claude");
        return File.Exists(program)
            ? program
            : throw new FileNotFoundException($"The real client is not there: {program}. Run `npm ci` in tests/npm (./test does), or name it with COX_CLAUDE.");
    }
}
