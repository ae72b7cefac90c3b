using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>A certificate authority that exists only while the world runs. A client that trusts it trusts only this world.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    // TLS uses the machine's clock, not the world's.
    private static readonly TimeProvider s_clock = TimeProvider.System;

    private readonly X509Certificate2 _certificate;

    public CertificateAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=AtlasCmk Sandbox authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = s_clock.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
    }

    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>One certificate for all faces: the real host names, every vault of every cloud, and the loopback address.</summary>
    public X509Certificate2 IssueForFaces()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=AtlasCmk Sandbox", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        request.CertificateExtensions.Add(Names());
        using var certificate = request.Create(_certificate, _certificate.NotBefore, _certificate.NotAfter, RandomNumberGenerator.GetBytes(16));
        var withKey = certificate.CopyWithPrivateKey(key);
        return OperatingSystem.IsWindows() ? FromFile(withKey) : withKey;
    }

    /// <summary>TLS on Windows cannot use a key that exists only in memory. Elsewhere this would be most of a world's cost.</summary>
    private static X509Certificate2 FromFile(X509Certificate2 inMemory)
    {
        using (inMemory)
        {
            return X509CertificateLoader.LoadPkcs12(inMemory.Export(X509ContentType.Pkcs12), password: null);
        }
    }

    public void Dispose() => _certificate.Dispose();

    private static X509Extension Names()
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in Face.Hosts.Keys.Where(host => !IPAddress.TryParse(host, out _)))
        {
            names.AddDnsName(host);
        }

        foreach (var suffix in Face.VaultSuffixes)
        {
            names.AddDnsName("*" + suffix);
        }

        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        return names.Build();
    }
}
