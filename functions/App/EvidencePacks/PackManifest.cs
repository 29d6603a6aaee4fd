using System.Text;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.EvidencePacks;

/// <param name="Bytes">Its length.</param>
/// <param name="Lines">The number of its lines.</param>
/// <param name="Sha256">The hash of the file.</param>
/// <param name="LineHashesSha256">The hash of the file with the hashes of its lines, <c>hashes/NAME</c>.</param>
public sealed record PackedFile(string Name, long Bytes, long Lines, string Sha256, string LineHashesSha256);

/// <summary>What a pack contains, so that anybody can verify it without the app.</summary>
/// <param name="Format">The version of this format.</param>
/// <param name="IsFinal">The campaign is over. Removals can still be under way.</param>
/// <param name="Items">The number of items.</param>
/// <param name="PopulationHash">The hash that was computed when the population was recorded.</param>
/// <param name="GeneratedBy">Null: the app made it, to store it.</param>
/// <param name="Product">The version of the app.</param>
/// <param name="TimeZone">All times are in this time zone.</param>
/// <param name="Key">The name of the key that signed it.</param>
/// <param name="KeyFingerprint">SHA-256 of the public key that belongs to it, which is in <c>key.pem</c>.</param>
/// <param name="Verify">How to verify the pack.</param>
public sealed record PackManifest(
    string Format,
    CampaignId Campaign,
    string Name,
    CampaignState State,
    bool IsFinal,
    DateTimeOffset GeneratedAt,
    PersonView? GeneratedBy,
    string Product,
    string TimeZone,
    int Items,
    string PopulationHash,
    IReadOnlyList<PackedFile> Files,
    string Key,
    string KeyFingerprint,
    string Verify)
{
    internal const string CurrentFormat = "access-review-evidence/1";

    internal byte[] ToBytes() => Encoding.UTF8.GetBytes(RowJson.Write(this));
}
