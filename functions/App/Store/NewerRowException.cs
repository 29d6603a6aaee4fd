namespace AccessReview.App.Store;

/// <summary>A newer build wrote this row with a schema that this build does not know. Only the newer build may read it.</summary>
// Only one constructor: an exception that does not name the row would not help.
#pragma warning disable CA1032
public sealed class NewerRowException(string table, int schema, int known)
#pragma warning restore CA1032
    : Exception($"A row of {table} has schema {schema} and this build knows none above {known}: a newer build wrote it and has to be the one that reads it.");
