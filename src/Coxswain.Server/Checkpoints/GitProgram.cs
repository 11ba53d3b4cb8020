using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Coxswain.Server.Checkpoints;

/// <summary>
/// Runs <c>git</c> in a folder so that nothing of the user's happens along: no hooks, no file watcher, no signing, no prompts, no variables of a git that
/// runs around us. What it wants written is given on standard input.
/// </summary>
/// <param name="index">Index file to work with instead of the repository's; <see langword="null"/>: the repository's, which is only read.</param>
internal sealed class GitProgram(string folder, string? index = null)
{
    private const int MostOutputBytes = 64 << 20;

    private static readonly string[] Always =
    [
        "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.splitIndex=false", "-c", "commit.gpgSign=false", "-c", "gc.auto=0", "-c", "core.quotePath=false",
    ];

    private static readonly string[] Kept = ["GIT_EXEC_PATH", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES"];

    public Task<GitAnswer> RunAsync(CancellationToken cancellationToken, params string[] arguments) => RunAsync([], cancellationToken, arguments);

    /// <exception cref="IOException">git could not do it, and why.</exception>
    public Task<GitAnswer> DoneAsync(CancellationToken cancellationToken, params string[] arguments) => DoneAsync([], cancellationToken, arguments);

    /// <inheritdoc cref="DoneAsync(CancellationToken, string[])"/>
    public async Task<GitAnswer> DoneAsync(byte[] input, CancellationToken cancellationToken, params string[] arguments)
    {
        var answer = await RunAsync(input, cancellationToken, arguments);
        return answer.IsDone ? answer : throw new IOException($"git: {answer.Problem}");
    }

    /// <exception cref="IOException">There is no git.</exception>
    /// <exception cref="OperationCanceledException">The time was up; git was ended.</exception>
    public async Task<GitAnswer> RunAsync(byte[] input, CancellationToken cancellationToken, params string[] arguments)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = Start(arguments);
        try
        {
            using var output = new MemoryStream();
            var reading = ReadAsync(process.StandardOutput.BaseStream, output, cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await WriteAsync(process.StandardInput.BaseStream, input, cancellationToken);
            await reading;
            await process.WaitForExitAsync(cancellationToken);
            return new GitAnswer(process.ExitCode, output.ToArray(), await errors);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("git", [.. Always, .. arguments])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("GIT_", StringComparison.Ordinal) && !Kept.Contains(name)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        foreach (var role in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{role}_NAME"] = "Coxswain";
            start.Environment[$"GIT_{role}_EMAIL"] = "coxswain@localhost";
        }

        if (index is not null)
        {
            start.Environment["GIT_INDEX_FILE"] = index;
        }

        try
        {
            return Process.Start(start) ?? throw new IOException("git could not be started.");
        }
        catch (Win32Exception problem)
        {
            throw new IOException(Directory.Exists(folder) ? "git is not installed, or not on PATH." : $"{folder} is not there.", problem);
        }
    }

    private static async Task WriteAsync(Stream input, byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            await input.WriteAsync(bytes, cancellationToken);
            input.Close();
        }
        catch (IOException)
        {
            // It ended before it read everything; its exit code and words say why.
        }
    }

    private static async Task ReadAsync(Stream output, MemoryStream into, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 << 10];
        while (await output.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            into.Write(buffer, 0, count);
            if (into.Length > MostOutputBytes)
            {
                throw new IOException($"git lists more than {MostOutputBytes >> 20} MiB.");
            }
        }
    }
}
