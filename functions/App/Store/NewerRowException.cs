namespace AccessReview.App.Store;

/// <summary>A newer build wrote this row, in a shape that this one does not know: it is left to the newer one.</summary>
// It has one way to be made: one that does not say which row would help nobody.
#pragma warning disable CA1032
public sealed class NewerRowException(string table, int schema, int known)
#pragma warning restore CA1032
    : Exception($"A row of {table} has schema {schema} and this build knows none above {known}: a newer build wrote it and has to be the one that reads it.");
