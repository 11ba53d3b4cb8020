using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Coxswain.Engine.Native;

namespace Coxswain.Engine.Queries;

/// <summary>The database in this process: opens sessions on it, cancels queries, knows its settings' names. Holds the folder's lock while open.</summary>
internal sealed class ChdbEngine : IDisposable
{
    private static readonly Dictionary<string, string> NoParameters = [];

    private readonly IReadOnlyList<string> _arguments;
    private readonly ChdbConnection _root;
    private readonly EngineThreads _control = new("engine control", 1);
    private readonly SemaphoreSlim _slots;
    private long _requests;

    private ChdbEngine(ChdbConnection root, string libraryPath, IReadOnlyList<string> arguments, EngineOptions options)
    {
        (_root, LibraryPath, _arguments) = (root, libraryPath, arguments);
        _slots = new SemaphoreSlim(options.MaxConcurrentQueries);
        Calls = new EngineThreads("engine query", options.MaxConcurrentQueries + 8);
        Pipes = new EngineThreads("engine result", options.MaxConcurrentQueries + 8);
        Version = Scalar("SELECT version()");
        TimeZone = Scalar("SELECT timezone()");
        HostName = Scalar("SELECT hostName()");
        SettingNames = Scalar("SELECT arrayStringConcat(groupArray(name), '\\n') FROM system.settings FORMAT TSVRaw")
            .Split('\n').ToFrozenSet(StringComparer.Ordinal);
    }

    internal string LibraryPath { get; }

    /// <summary>Sessions begun since start.</summary>
    internal long RequestCount => Volatile.Read(ref _requests);

    /// <summary>Called when a session begins; must not block or throw.</summary>
    internal Action? SessionBegun { get; set; }

    internal EngineThreads Calls { get; }

    internal EngineThreads Pipes { get; }

    internal string Version { get; }

    internal string TimeZone { get; }

    internal string HostName { get; }

    internal FrozenSet<string> SettingNames { get; }

    /// <exception cref="EngineStartException">The folder is held by another process, or the store in it does not open.</exception>
    internal static ChdbEngine Open(EngineOptions options)
    {
        var libraryPath = ChdbLibrary.Load(options.LibraryPath);
        Directory.CreateDirectory(options.Folder);
        Hosting.FolderLock.ThrowIfHeld(options.Folder);
        var config = Hosting.EngineConfigFile.Write(options);
        string[] arguments = ["--path=" + Path.GetFullPath(options.Folder), "--config-file=" + config];
        var root = ChdbConnection.TryOpen(arguments);
        if (root is null)
        {
            Hosting.FolderLock.ThrowIfHeld(options.Folder);
            throw new EngineStartException($"The store in {options.Folder} does not open; the engine's error output says why.");
        }

        return new ChdbEngine(root, libraryPath, arguments, options);
    }

    /// <returns>Null when as many queries run as may.</returns>
    internal EngineSession? TryBeginSession(string queryId)
    {
        if (!_slots.Wait(0, CancellationToken.None))
        {
            return null;
        }

        var mark = string.Create(CultureInfo.InvariantCulture, $"cox-{Interlocked.Increment(ref _requests)}:");
        SessionBegun?.Invoke();
        return new EngineSession(this, mark, queryId, () => _slots.Release());
    }

    internal ChdbConnection? TryConnect(IEnumerable<string> settings) => ChdbConnection.TryOpen([.. _arguments, .. settings]);

    /// <summary>Ends the running queries that carry the mark; returns once ClickHouse has been told.</summary>
    internal Task KillAsync(string mark) => _control.RunAsync(() =>
    {
        var parameters = new Dictionary<string, string> { ["mark"] = mark };
        _root.Execute("KILL QUERY WHERE startsWith(Settings['log_comment'], {mark:String}) ASYNC"u8, "Null", parameters);
    });

    /// <summary>Completes once the database has answered a small query, however many others wait.</summary>
    /// <returns>How many errors the database counted since its start, also those of merges, which nobody else is told of.</returns>
    internal Task<string> ProbeAsync() => _control.RunAsync(() => Scalar("SELECT sum(value) FROM system.errors"));

    /// <summary>Has the allocator give back what it holds free.</summary>
    internal Task PurgeAsync() => _control.RunAsync(() => _root.Execute("SYSTEM JEMALLOC PURGE"u8, "Null", NoParameters));

    private string Scalar(string query)
    {
        var value = "";
        _root.Execute(Encoding.UTF8.GetBytes(query), "TSVRaw", NoParameters, bytes => value = Encoding.UTF8.GetString(bytes.Span));
        return value.TrimEnd('\n');
    }

    /// <summary>Waits for the calls under way, then closes the store and joins the engine's threads.</summary>
    public void Dispose()
    {
        Calls.Dispose();
        Pipes.Dispose();
        _control.Dispose();
        _root.Dispose();
        _slots.Dispose();
        _ = ChdbMethods.Shutdown();
    }
}
