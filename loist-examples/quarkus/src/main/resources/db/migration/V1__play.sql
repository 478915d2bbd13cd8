CREATE TABLE play (
    track uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
