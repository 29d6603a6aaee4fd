namespace AccessReview.Emulator.Tables;

internal enum EntityVerb
{
    Insert,
    Replace,
    Merge,
    Delete,
}
