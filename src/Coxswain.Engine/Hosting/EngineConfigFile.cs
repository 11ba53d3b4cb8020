using System.Globalization;

namespace Coxswain.Engine.Hosting;

/// <summary>The server configuration the engine starts with, written anew at each start beside the store.</summary>
internal static class EngineConfigFile
{
    private const long LargestDefaultLimit = 4L << 30;

    internal static string Write(EngineOptions options)
    {
        var limit = options.MemoryLimitBytes
            ?? Math.Min(LargestDefaultLimit, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);
        var path = Path.Combine(Path.GetFullPath(options.Folder), "engine.xml");
        File.WriteAllText(path, Text(limit));
        return path;
    }

    /// <summary>
    /// Durability first: a part is fsynced before its INSERT is answered, and a repeated block is recognised for the last 10,000.
    /// Then a small footprint: few background threads, small caches, no log tables. Parts are merged many at once, so that a flood of rows is
    /// rewritten less often; parts that have become old are merged as ever. A fresh part is one file, not a few for each column: the typed tables have
    /// some 60 columns, and making the files of a part cost more than the rows in them. Two of them merged are wide as usual.
    /// </summary>
    private static string Text(long memoryLimitBytes) => string.Create(CultureInfo.InvariantCulture, $"""
        <clickhouse>
            <display_name>coxswain</display_name>
            <timezone>UTC</timezone>
            <logger><level>none</level></logger>
            <max_server_memory_usage>{memoryLimitBytes}</max_server_memory_usage>
            <merge_tree>
                <non_replicated_deduplication_window>10000</non_replicated_deduplication_window>
                <fsync_after_insert>1</fsync_after_insert>
                <fsync_part_directory>1</fsync_part_directory>
                <merge_selector_base>16</merge_selector_base>
                <min_bytes_for_wide_part>67108864</min_bytes_for_wide_part>
            </merge_tree>
            <memory_worker_period_ms>1000</memory_worker_period_ms>
            <background_pool_size>2</background_pool_size>
            <background_schedule_pool_size>4</background_schedule_pool_size>
            <background_move_pool_size>1</background_move_pool_size>
            <background_fetches_pool_size>1</background_fetches_pool_size>
            <background_common_pool_size>2</background_common_pool_size>
            <mark_cache_size>67108864</mark_cache_size>
            <index_mark_cache_size>16777216</index_mark_cache_size>
            <uncompressed_cache_size>0</uncompressed_cache_size>
            <index_uncompressed_cache_size>0</index_uncompressed_cache_size>
            <primary_index_cache_size>33554432</primary_index_cache_size>
            <mmap_cache_size>100</mmap_cache_size>
            <compiled_expression_cache_size>16777216</compiled_expression_cache_size>
        </clickhouse>
        """);
}
