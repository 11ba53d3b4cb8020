using Coxswain.Core.Telemetry;

namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>Writes an origin's columns, by copying when the last record had the same one.</summary>
internal sealed class OriginCache(Action<RowWriter, TelemetryOrigin> write)
{
    private TelemetryOrigin? _origin;
    private int _start;
    private int _length;

    public void Write(RowWriter writer, TelemetryOrigin origin)
    {
        if (ReferenceEquals(origin, _origin))
        {
            var start = _start;
            _start = writer.Length;
            writer.Repeat(start, _length);
            return;
        }

        _origin = origin;
        _start = writer.Length;
        write(writer, origin);
        _length = writer.Length - _start;
    }
}
