namespace Coxswain.Tests.Gateway.Attempts;

/// <summary>Takes what is written, and lets time pass meanwhile.</summary>
internal sealed class SlowStream(Action passes) : MemoryStream
{
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        passes();
        return base.WriteAsync(buffer, cancellationToken);
    }
}
