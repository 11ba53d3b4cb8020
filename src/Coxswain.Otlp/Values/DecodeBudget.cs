namespace Coxswain.Otlp.Values;

/// <summary>
/// Counts what decoding allocates. A body of a few bytes per element can grow a hundredfold in memory, so the body's size alone bounds nothing.
/// </summary>
internal sealed class DecodeBudget(OtlpOptions limits)
{
    private const int RecordBytes = 160;
    private long _bytes = limits.MaxDecodedBytes;
    private int _records = limits.MaxRecords;

    public void SpendRecord()
    {
        if (--_records < 0)
        {
            throw new OtlpDecodeException(OtlpDecodeFailure.TooLarge, $"more than {limits.MaxRecords} records in one request");
        }

        Spend(RecordBytes);
    }

    public void SpendString(int length) => Spend(24 + (2L * length));

    public void Spend(long bytes)
    {
        _bytes -= bytes;
        if (_bytes < 0)
        {
            throw new OtlpDecodeException(
                OtlpDecodeFailure.TooLarge, $"the request's records would take more than {limits.MaxDecodedBytes} bytes of memory");
        }
    }
}
