using AccessReview.App.Keys;
using Microsoft.Extensions.Configuration;

namespace AccessReview.App.Audit;

/// <summary>The keys that sign and verify digests, used for nothing else. A key must stay while its digests are to be verified.</summary>
public sealed class AuditKeys(IConfiguration configuration, LocalKeys local, TimeProvider clock) : KeyRing(AuditOptions.Section, AuditOptions.LocalFile, configuration, local, clock);
