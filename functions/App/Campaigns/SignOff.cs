using AccessReview.Domain.Directory;

namespace AccessReview.App.Campaigns;

/// <summary>The newest sign-off of a reviewer in a campaign.</summary>
/// <param name="Certified">How much access the reviewer keeps.</param>
/// <param name="Removed">How much access the reviewer removes.</param>
/// <param name="Hash">SHA-256 over the list of decisions, in hexadecimal digits.</param>
public sealed record SignOff(UserId By, DateTimeOffset At, string Statement, int Certified, int Removed, string Hash);

/// <summary>A decision of a sign-off.</summary>
/// <param name="Position">The position of its item, from 1.</param>
/// <param name="Version">The version of the staged decision in the history of the item's task.</param>
internal sealed record SignedItem(int Position, long Version);
