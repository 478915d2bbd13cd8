package io.loist.storage.internal.keys;

import io.loist.SigningException;
import java.util.Locale;

/** The exceptions for signatures that Google refuses, each with its remedy. */
final class IamErrors {

    private static final int MAX_QUOTED = 300;

    private IamErrors() {}

    /** Returns the exception for credentials of the caller that are refused before it can request a signature. */
    static SigningException noToken(String account, Throwable why) {
        return new SigningException(
                false,
                "These credentials cannot sign as " + account + ", because they were refused: " + why.getMessage()
                        + ". Check the key, or the identity provider and its token.",
                why);
    }

    static SigningException refused(String account, int status, String body) {
        String said = body.toLowerCase(Locale.ROOT);
        String remedy;
        if (status == 403 && (said.contains("service_disabled") || said.contains("has not been used in project"))) {
            remedy =
                    "the IAM Service Account Credentials API is off in the project. Turn it on with \"gcloud services enable"
                            + " iamcredentials.googleapis.com\"";
        } else if (status == 403 && said.contains("scope")) {
            remedy =
                    "the access token lacks the scope https://www.googleapis.com/auth/cloud-platform. Give it to the machine"
                            + " with \"gcloud compute instances set-service-account INSTANCE --scopes=cloud-platform\" (stopped), or"
                            + " to the credentials with createScoped";
        } else if (status == 403) {
            remedy =
                    "the account that asks lacks the permission iam.serviceAccounts.signBlob on it. Grant the role with"
                            + " \"" + grant(account)
                            + "\" (the account that asks may be the same one: it needs the role on itself)";
        } else if (status == 404) {
            remedy = "there is no such service account. Check its name with \"gcloud iam service-accounts list\"";
        } else if (status == 401) {
            remedy = "the access token was not accepted. Check the credentials, and the clock of this machine";
        } else {
            remedy = "the request was not understood";
        }
        return new SigningException(
                false,
                "Google does not sign as " + account + " (status " + status + "): " + remedy + "." + quote(body),
                null);
    }

    /** Returns the command that lets an account sign as a service account. */
    static String grant(String account) {
        return "gcloud iam service-accounts add-iam-policy-binding " + account
                + " --member=serviceAccount:CALLER --role=roles/iam.serviceAccountTokenCreator";
    }

    private static String quote(String body) {
        String oneLine = body.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return oneLine.isEmpty() ? "" : " Cause: " + oneLine.substring(0, Math.min(oneLine.length(), MAX_QUOTED));
    }
}
