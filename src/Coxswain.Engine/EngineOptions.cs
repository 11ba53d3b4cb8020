namespace Coxswain.Engine;

/// <summary>What one engine process serves, and within which bounds.</summary>
public sealed class EngineOptions
{
    /// <summary>The store's folder. One process at a time may hold it.</summary>
    public required string Folder { get; set; }

    /// <summary>Path of the Unix socket to listen on; made with mode 0600. An abandoned socket file is replaced.</summary>
    public required string SocketPath { get; set; }

    /// <summary>Path of <c>libchdb</c>; null searches <c>node_modules</c> upward from the program.</summary>
    public string? LibraryPath { get; set; }

    /// <summary>The engine ends itself when this process is gone; null means it lives on its own.</summary>
    public int? ParentProcessId { get; set; }

    /// <summary>The engine ends itself when its standard input ends: whoever started it holds the other end open.</summary>
    public bool EndsWithInput { get; set; }

    /// <summary>Bytes all queries together may use before ClickHouse refuses more; null means a quarter of the machine's memory, at most 4 GiB.</summary>
    public long? MemoryLimitBytes { get; set; }

    /// <summary>Queries running at once; a further one is answered with ClickHouse's TOO_MANY_SIMULTANEOUS_QUERIES.</summary>
    public int MaxConcurrentQueries { get; set; } = 64;
}
