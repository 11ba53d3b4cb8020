using System.Text.Json;
using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.Damage;

/// <summary>
/// Damage of files and of the engine in <c>quarantine/damage.json</c>, together with the rows that the state file says were set aside.
/// A record that cannot be written is still logged.
/// </summary>
internal sealed partial class DamageLog(DataFolder folder, OutboxReader outbox, TimeProvider clock, ILogger<DamageLog> logger) : IDamageLog
{
    private const int MostRecords = 1000;
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly Lock _gate = new();

    private string FilePath => Path.Combine(folder.QuarantineFolder, "damage.json");

    public IReadOnlyList<DamageRecord> ReadOpen()
    {
        var content = Read();
        var oldest = clock.GetUtcNow() - DamageMemory.Kept;
        return
        [
            .. content.Records.Concat(OfRows()).DistinctBy(static record => record.Id)
                .Where(record => record.Time > oldest && !content.Acknowledged.Contains(record.Id)).OrderByDescending(static record => record.Time),
        ];
    }

    public void Add(DamageRecord record)
    {
        lock (_gate)
        {
            var content = Read();
            if (content.Records.Any(known => known.Id == record.Id))
            {
                return;
            }

            Log.Found(logger, DamageText.Of(record));
            Write(content with { Records = [.. content.Records.TakeLast(MostRecords - 1), record] });
        }
    }

    public int Acknowledge()
    {
        lock (_gate)
        {
            var open = ReadOpen();
            var content = Read();
            Write(content with { Acknowledged = [.. content.Acknowledged.TakeLast(MostRecords), .. open.Select(static record => record.Id)] });
            return open.Count;
        }
    }

    private IEnumerable<DamageRecord> OfRows()
    {
        try
        {
            return outbox.ReadQuarantine().Newest.Select(QuarantinedDamage.Of);
        }
        catch (SqliteException)
        {
            // The writer meets the same damage, sets the file aside and then it is listed.
            return [];
        }
    }

    private DamageContent Read()
    {
        try
        {
            var read = JsonSerializer.Deserialize<DamageContent>(File.ReadAllBytes(FilePath), Options);
            return read is { Records: not null, Acknowledged: not null } ? read : DamageContent.Nothing;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return DamageContent.Nothing;
        }
        catch (JsonException problem)
        {
            Log.Unreadable(logger, FilePath, problem);
            return DamageContent.Nothing;
        }
    }

    private void Write(DamageContent content)
    {
        try
        {
            Directory.CreateDirectory(folder.QuarantineFolder);
            var temporary = FilePath + ".new";
            File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(content, Options));
            File.Move(temporary, FilePath, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Log.Unwritable(logger, FilePath, problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2150, LogLevel.Error, "Damage: {Damage}")]
        public static partial void Found(ILogger logger, string damage);

        [LoggerMessage(2151, LogLevel.Warning, "The list of damage {File} cannot be read and is started anew.")]
        public static partial void Unreadable(ILogger logger, string file, Exception problem);

        [LoggerMessage(2152, LogLevel.Warning, "The list of damage {File} cannot be written.")]
        public static partial void Unwritable(ILogger logger, string file, Exception problem);
    }
}
