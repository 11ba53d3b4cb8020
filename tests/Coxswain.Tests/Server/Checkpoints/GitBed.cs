using System.Diagnostics;
using System.Text.Json;
using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery.Checkpoints;
using Coxswain.Server.Checkpoints;
using Coxswain.Testing.Processes;

namespace Coxswain.Tests.Server.Checkpoints;

/// <summary>A data folder and a repository, with the git that is installed.</summary>
internal sealed class GitBed : IDisposable
{
    public const string Session = "2d1add8a-9e9d-4bb9-a92e-765e614c7293";

    private readonly TemporaryFolder _home = new();

    public GitBed(params string[] init)
    {
        Repository = _home.Combine("repo");
        Directory.CreateDirectory(Repository);
        Folder = new CheckpointFolder(new DataFolder(_home.Combine("data")));
        Git(["init", "-q", "-b", "main", .. init]);
    }

    public string Repository { get; }

    public CheckpointFolder Folder { get; }

    public CheckpointOptions Options { get; } = new() { GitTime = TimeSpan.FromSeconds(30) };

    public string Home => _home.Path;

    public string Git(params string[] arguments) => GitIn(Repository, arguments);

    public static string GitIn(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-c", "user.name=T", "-c", "user.email=t@localhost", "-c", "protocol.file.allow=always", .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors}");
    }

    public void Write(string name, string text)
    {
        var path = Path.Combine(Repository, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public string Read(string name) => File.ReadAllText(Path.Combine(Repository, name));

    public bool Has(string name) => File.Exists(Path.Combine(Repository, name));

    public void CommitAll()
    {
        Git("add", "-A");
        Git("commit", "-q", "-m", "x");
    }

    public Task<Checkpoint?> RecordAsync(string eventName = "UserPromptSubmit", string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var told = ClientEvent.Read(JsonSerializer.SerializeToUtf8Bytes(new { hook_event_name = eventName, session_id = Session, cwd = folder ?? Repository, transcript_path = "" }));
        return new CheckpointRecorder(Folder, Options, TimeProvider.System).RecordAsync(told!, environment ?? new Dictionary<string, string>(), TestContext.Current.CancellationToken);
    }

    public async Task<Checkpoint> TakeAsync()
    {
        var made = await RecordAsync();
        Assert.True(made?.Git is not null, made?.GitNote);
        return made!;
    }

    public Task<RestoreReport> RestoreAsync(Checkpoint checkpoint, bool isDryRun = false)
        => new CheckpointRestoring(Folder, TimeProvider.System).RestoreAsync(checkpoint, isDryRun, TestContext.Current.CancellationToken);

    /// <summary>Every file outside <c>.git</c> with its content, to compare.</summary>
    public Dictionary<string, string> Files() => Directory.EnumerateFiles(Repository, "*", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/.git/", StringComparison.Ordinal) && !file.EndsWith("/.git", StringComparison.Ordinal))
        .ToDictionary(file => Path.GetRelativePath(Repository, file), file => new FileInfo(file).LinkTarget is { } target ? "-> " + target : File.ReadAllText(file));

    public void Dispose() => _home.Dispose();
}
