using AccessReview.App.Keys;
using Microsoft.Extensions.Configuration;

namespace AccessReview.App.Audit;

/// <summary>
/// The keys that sign digests, and from which those that sign evidence are derived (<see cref="EvidenceKey"/>). They are used for nothing
/// else. A key must stay while the digests that it signed are to be verified.
/// </summary>
public sealed class AuditKeys(IConfiguration configuration, LocalKeys local, TimeProvider clock) : KeyRing(AuditOptions.Section, AuditOptions.LocalFile, configuration, local, clock);
