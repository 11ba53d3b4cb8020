namespace Coxswain.Storage.Sqlite;

internal enum QueueAnswer
{
    Accepted,
    Full,
    Closed,
}
