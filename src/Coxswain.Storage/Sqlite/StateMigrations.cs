namespace Coxswain.Storage.Sqlite;

/// <summary>Brings a state file to the newest schema. Migrations are append-only; each sets <c>user_version</c> to its number.</summary>
internal static class StateMigrations
{
    /// <exception cref="StateVersionException">A newer version wrote the file.</exception>
    public static void Apply(StateSession session, string path)
    {
        var version = session.Statement("version").Scalar() ?? 0;
        if (version > StateSql.Migrations.Count)
        {
            throw new StateVersionException(
                $"{path} was written by a newer cox (schema {version}; this one knows {StateSql.Migrations.Count}). "
                + "Run that version, or point COX_HOME at another folder.");
        }

        for (var next = (int)version; next < StateSql.Migrations.Count; next++)
        {
            session.Run("begin");
            session.Script(StateSql.Migrations[next]);
            session.Run("commit");
        }
    }
}
