using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>A question to the requester that is not answered yet. It pauses the ladder.</summary>
/// <param name="AskedBy">The assignee or delegate who asked.</param>
/// <param name="AskedAt">When the ladder paused.</param>
/// <param name="Until">When the ladder continues without an answer.</param>
/// <param name="Text">The question, in the asker's words.</param>
public sealed record OpenQuestion(UserId AskedBy, DateTimeOffset AskedAt, DateTimeOffset Until, string Text);

/// <summary>A time in which the ladder of a step was paused.</summary>
public sealed record LadderPause(DateTimeOffset From, DateTimeOffset To);
