namespace AccessReview.Emulator.Tables.Filters;

/// <summary>A parenthesis, a word (keyword, property or bare literal), or a quoted literal with its prefix in <see cref="Text"/>.</summary>
internal readonly record struct FilterToken(string Text, string? Quoted = null)
{
    /// <summary>The end of the filter.</summary>
    public static FilterToken End { get; } = new("");

    public bool Is(string word) => Quoted is null && Text == word;
}
