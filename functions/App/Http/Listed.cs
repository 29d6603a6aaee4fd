using System.Text.Json.Serialization;

namespace AccessReview.App.Http;

/// <summary>A page of a list.</summary>
/// <param name="NextCursor">The cursor of the next page; null: this is the last page.</param>
public sealed record Listed<T>(IReadOnlyList<T> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextCursor);
